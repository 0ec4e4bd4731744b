/* What follows # in the link of the e-mail never reaches a server: it goes into the field here,
   and the person presses the button. */
(function () {
  "use strict";
  var form = document.querySelector("[data-petition-confirm]");
  var token = decodeURIComponent(window.location.hash.slice(1));
  if (form && /^[0-9A-Za-z-]{16,24}$/.test(token)) {
    form.elements.code.value = token;
    history.replaceState(null, "", window.location.pathname);
    form.querySelector("button").focus();
  }
})();
