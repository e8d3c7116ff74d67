// Where there is room beside it, an explanation stands open; it closes and opens by hand as without script.
(function () {
  "use strict";
  if (!window.matchMedia || !window.matchMedia("(min-width: 76em)").matches) { return; }
  document.querySelectorAll("details[data-open-wide]").forEach(function (one) { one.open = true; });
})();
