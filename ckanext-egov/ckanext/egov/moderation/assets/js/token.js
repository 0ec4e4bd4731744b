/* The token stands after # in the link of the message, which no server sees. */
(() => {
  "use strict";
  const field = document.querySelector("[data-egov-token]");
  const token = decodeURIComponent(location.hash.slice(1));
  if (!field || !token) return;
  field.value = token;
  history.replaceState(null, "", location.pathname);
})();
