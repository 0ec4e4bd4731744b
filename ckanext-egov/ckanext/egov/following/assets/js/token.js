/* The token stands after # in the link of the message, which no server sees. */
(() => {
  "use strict";
  const field = document.querySelector("[data-egov-token]");
  let token = "";
  try {
    token = decodeURIComponent(location.hash.slice(1));
  } catch {
    return;
  }
  if (!field || !token) return;
  field.value = token;
  history.replaceState(null, "", location.pathname);
})();
