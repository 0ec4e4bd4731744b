/* Comforts for a preview that works without them: links and forms of the table change the table
   only, not the whole page. */
(function () {
  "use strict";

  function panel() {
    return document.getElementById("egov-preview");
  }

  function show(html, url, push) {
    var box = document.createElement("template");
    box.innerHTML = html;
    panel().replaceWith(box.content);
    if (push) {
      history.pushState({ egovPreview: url }, "", url);
    }
    document.dispatchEvent(new CustomEvent("egov:preview"));
  }

  function load(url, push) {
    panel().setAttribute("aria-busy", "true");
    return fetch(url, { headers: { "HX-Request": "true" }, credentials: "same-origin" })
      .then(function (reply) {
        if (reply.status !== 200 && reply.status !== 400) {
          throw new Error(String(reply.status));
        }
        return reply.text();
      })
      .then(function (html) {
        show(html, url, push);
      })
      .catch(function () {
        window.location.assign(url);
      });
  }

  function isOurs(url) {
    return url.origin === window.location.origin && /\/resource\/[^/]+\/preview$/.test(url.pathname);
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("#egov-preview a[href]") : null;
    var plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);
    var url = link && typeof link.href === "string" ? new URL(link.href) : null;
    if (!url || !plain || !isOurs(url) || url.searchParams.has("format") || url.hash) {
      return;
    }
    event.preventDefault();
    load(url.href, true);
  });

  document.addEventListener("submit", function (event) {
    var form = event.target.closest("#egov-preview form");
    if (!form || form.method !== "get") {
      return;
    }
    event.preventDefault();
    load(form.action + "?" + new URLSearchParams(new FormData(form)).toString(), true);
  });

  window.addEventListener("popstate", function () {
    window.location.reload();
  });
})();
