// A lost connection on a parent's page: the answer is sent from the page on which it stands, so that the page can
// say what is the matter and try again by itself. Without this script the forms go out as ever. An answer that did
// not arrive lives on the screen and nowhere else.
(function () {
  "use strict";
  var note = document.querySelector("template[data-offline]");
  if (!note || !note.content || !window.fetch || !window.FormData || !window.URLSearchParams) { return; }
  var AGAIN = 5000; // milliseconds between two tries
  var LONGEST = 15000; // how long a try may stay without an answer
  var waiting = null, timer = 0, pressed = null, isBusy = false;

  function show() {
    var box = note.content.querySelector("div").cloneNode(true);
    note.parentNode.replaceChild(box, note);
    note = null;
    box.querySelector("button").addEventListener("click", again);
    box.scrollIntoView();
  }

  function hold(attempt) {
    isBusy = false;
    waiting = attempt;
    if (note) { show(); }
    window.clearTimeout(timer);
    timer = window.setTimeout(again, AGAIN);
  }

  function again() {
    var attempt = waiting;
    window.clearTimeout(timer);
    waiting = null;
    if (attempt) { attempt(); }
  }

  function leave(address) {
    if (navigator.onLine === false) { hold(function () { leave(address); }); return; }
    window.location.assign(address);
  }

  function mark(form, button) {
    if (!form.dataset.mark || !button || !button.classList.contains("answer")) { return; }
    Array.prototype.forEach.call(form.querySelectorAll(".answer"), function (one) {
      var words = one.querySelector(".mark");
      if (words) { one.removeChild(words); }
      one.classList.remove("chosen");
    });
    var words = document.createElement("span");
    words.className = "mark";
    words.textContent = form.dataset.mark;
    button.appendChild(document.createTextNode(" "));
    button.appendChild(words);
    button.classList.add("chosen");
  }

  // Whatever is not simply "go on there" is shown as it would be without script.
  function sendPlainly(form, button) {
    if (button && button.name) {
      var field = document.createElement("input");
      field.type = "hidden";
      field.name = button.name;
      field.value = button.value;
      form.appendChild(field);
    }
    form.submit();
  }

  function send(form, button) {
    var data = new URLSearchParams(new FormData(form));
    var stop = window.AbortController ? new AbortController() : null;
    var late = window.setTimeout(function () { if (stop) { stop.abort(); } }, LONGEST);
    if (button && button.name) { data.append(button.name, button.value); }
    function lost() {
      window.clearTimeout(late);
      mark(form, button);
      hold(function () { send(form, button); });
    }
    isBusy = true;
    waiting = null;
    window.clearTimeout(timer);
    window.fetch(form.action, {
      method: "POST",
      body: data.toString(),
      credentials: "same-origin",
      headers: { "Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded" },
      signal: stop ? stop.signal : undefined
    }).then(function (response) {
      window.clearTimeout(late);
      var kind = response.headers.get("Content-Type") || "";
      if (kind.indexOf("application/json") !== 0) { sendPlainly(form, button); return; }
      response.json().then(function (answer) { leave(answer.next); }, lost);
    }, lost);
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href]");
    pressed = event.target.closest("button");
    if (!link || link.hash || link.host !== window.location.host || navigator.onLine !== false) { return; }
    event.preventDefault();
    leave(link.href);
  });

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.hasAttribute("data-keep")) { return; }
    event.preventDefault();
    if (!isBusy) { send(form, pressed && pressed.form === form ? pressed : null); }
  });

  window.addEventListener("online", again);
  window.addEventListener("pageshow", function (event) { if (event.persisted) { isBusy = false; } });
})();
