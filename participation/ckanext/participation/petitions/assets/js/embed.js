/* The counter asks for the count every half minute while somebody may be looking. The server
   answers "not changed" in a few bytes as long as it is the same. */
(function () {
  "use strict";
  var shown = document.querySelector("[data-count]");
  var bar = document.querySelector("progress");
  var number = new Intl.NumberFormat(document.documentElement.lang);

  function ask() {
    if (document.hidden) return;
    fetch(shown.dataset.count, { credentials: "omit" })
      .then(function (reply) { return reply.ok ? reply.json() : null; })
      .then(function (found) {
        if (!found) return;
        shown.textContent = number.format(found.count);
        bar.value = found.percent;
      })
      .catch(function () { /* The number that was there stays; the next try may work. */ });
  }

  setInterval(ask, 30000);
})();
