// Puts a text on the clipboard; without script the text is selected by hand.
(function () {
  "use strict";
  if (!navigator.clipboard) { return; }

  function make(button) {
    var text = document.getElementById(button.dataset.copy);
    var said = button.parentNode.querySelector("[data-copy-said]");
    button.parentNode.querySelector("[data-copy-by-hand]").hidden = true;
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(text.value).then(
        function () { said.textContent = button.dataset.done; },
        function () { text.focus(); text.select(); }
      );
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll("button[data-copy]"), make);
})();
