// Puts a text on the clipboard; without script the text is selected by hand.
(function () {
  "use strict";
  var button = document.querySelector("button[data-copy]");
  if (!button || !navigator.clipboard) { return; }
  var text = document.getElementById(button.dataset.copy);
  var said = document.querySelector("[data-copy-said]");
  document.querySelector("[data-copy-by-hand]").hidden = true;
  button.hidden = false;
  button.addEventListener("click", function () {
    navigator.clipboard.writeText(text.value).then(
      function () { said.textContent = button.dataset.done; },
      function () { text.focus(); text.select(); }
    );
  });
})();
