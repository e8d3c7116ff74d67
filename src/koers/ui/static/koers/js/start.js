// The browser's history keeps no link once somebody begins: its address loses the code on the way out.
(function () {
  "use strict";
  var form = document.querySelector("form[data-start]");
  if (!form || !window.history.replaceState) { return; }
  form.addEventListener("submit", function () {
    window.history.replaceState(null, "", "/fill/");
  });
})();
