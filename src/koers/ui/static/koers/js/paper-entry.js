// Paper entry: a number chooses the answer of the current row and goes to the next one, 0 leaves it open.
// Without this script the rows are ordinary radio buttons.
(function () {
  "use strict";
  var form = document.querySelector("form[data-paper-entry]");
  if (!form) { return; }
  var rows = Array.prototype.slice.call(form.querySelectorAll("[data-item]"));
  var save = form.querySelector("[data-save]");
  var counter = form.querySelector("[data-answered]");

  function radios(row) { return Array.prototype.slice.call(row.querySelectorAll("input[type=radio]")); }

  function withValue(row, value) {
    return radios(row).filter(function (radio) { return radio.value === value; })[0];
  }

  function isAnswered(row) {
    return radios(row).some(function (radio) { return radio.checked && radio.value !== ""; });
  }

  function count() {
    if (counter) { counter.textContent = String(rows.filter(isAnswered).length); }
  }

  // After a page that came back the keys go on where they stopped.
  function firstOpen() {
    return rows.filter(function (row) { return !isAnswered(row); })[0] || rows[0];
  }

  function isBesideFields(element) {
    return element === document.body || element.id === "main" || element.getAttribute("role") === "alert";
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
    if (!row && !isBesideFields(event.target)) { return; }
    row = row || firstOpen();
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
