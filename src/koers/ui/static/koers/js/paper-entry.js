// Paper entry: a number chooses the answer of the current row and goes to the next one, 0 leaves it open.
// Without this script the rows are ordinary radio buttons.
(function () {
  "use strict";
  var form = document.querySelector("form[data-paper-entry]");
  if (!form) { return; }
  var rows = Array.prototype.slice.call(form.querySelectorAll("[data-item]"));
  var save = form.querySelector("button[type=submit]");
  var counter = form.querySelector("[data-answered]");

  function radios(row) { return Array.prototype.slice.call(row.querySelectorAll("input[type=radio]")); }

  function withValue(row, value) {
    return radios(row).filter(function (radio) { return radio.value === value; })[0];
  }

  function count() {
    if (!counter) { return; }
    counter.textContent = String(rows.filter(function (row) {
      return radios(row).some(function (radio) { return radio.checked && radio.value !== ""; });
    }).length);
  }

  function rowOf(element) { return element && element.closest ? element.closest("[data-item]") : null; }

  function go(index) {
    if (index >= rows.length) { save.focus(); return; }
    var options = radios(rows[index]);
    var chosen = options.filter(function (radio) { return radio.checked; })[0];
    (chosen || options[0]).focus();
    rows[index].scrollIntoView({ block: "nearest" });
  }

  function press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || !/^[0-9]$/.test(event.key)) { return; }
    var row = rowOf(event.target);
    if (!row && event.target !== document.body && event.target.id !== "main") { return; }
    row = row || rows[0];
    var radio = withValue(row, event.key) || (event.key === "0" && withValue(row, ""));
    if (!radio) { return; }
    event.preventDefault();
    radio.checked = true;
    count();
    go(rows.indexOf(row) + 1);
  }

  function enter(event) {
    // Enter saves from anywhere in the rows, as on any form; a half-filled list is kept as "partly".
    if (event.key === "Enter" && rowOf(event.target)) { event.preventDefault(); save.click(); }
  }

  document.addEventListener("keydown", press);
  form.addEventListener("keydown", enter);
  form.addEventListener("change", count);
  count();
})();
