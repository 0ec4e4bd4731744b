// The link in the letter carries the code behind "#", which no server sees. Put it into the form,
// take it out of the address bar and leave the person one button to press.
(function () {
  "use strict";
  var field = document.getElementById("field-token");
  var token = decodeURIComponent(window.location.hash.slice(1).replace(/%(?![0-9a-fA-F]{2})/g, ""));
  if (!field || !/^[0-9A-Za-z -]{16,40}$/.test(token)) return;
  field.value = token;
  history.replaceState(null, "", window.location.pathname + window.location.search);
  document.querySelectorAll("[data-booth-typed]").forEach(function (part) { part.hidden = true; });
  document.querySelectorAll("[data-booth-linked]").forEach(function (part) { part.hidden = false; });
})();
