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

  /* The drawn map becomes one that moves and zooms only when a reader asks: the library is large. */
  function layers(colour) {
    return [
      { id: "areas", type: "fill", source: "shapes", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": colour, "fill-opacity": 0.25 } },
      { id: "lines", type: "line", source: "shapes", paint: { "line-color": colour, "line-width": 1.5 } },
      { id: "points", type: "circle", source: "shapes", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-color": colour, "circle-radius": 6 } }
    ];
  }

  function addStyles(address) {
    var link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    document.head.append(link);
  }

  /* An uploaded file lies on this site, whatever name the site has for itself. */
  function here(address) {
    return window.location.origin + new URL(address, window.location.href).pathname;
  }

  function draw(library, figure) {
    var bounds = JSON.parse(figure.dataset.egovMapBounds);
    var box = document.createElement("div");
    var colour = getComputedStyle(document.documentElement).getPropertyValue("--accent").trim();
    box.className = "egov-live-map";
    library.setWorkerUrl(figure.dataset.egovMapLibrary.replace("maplibre-gl.mjs", "maplibre-gl-worker.mjs"));
    var drawn = figure.querySelector("svg");
    drawn.before(box);
    var map = new library.Map({
      container: box,
      attributionControl: false,
      bounds: bounds,
      fitBoundsOptions: { padding: 20 },
      style: {
        version: 8,
        sources: { shapes: { type: "geojson", data: here(figure.dataset.egovMap) } },
        layers: layers(colour || "#00635d")
      }
    });
    map.addControl(new library.NavigationControl({ showCompass: false }));
    map.on("error", function () {
      box.replaceWith(drawn);
    });
    drawn.remove();
  }

  function offerLiveMap() {
    var figure = document.querySelector("#egov-preview [data-egov-map]");
    if (!figure || figure.querySelector("button")) {
      return;
    }
    var button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.textContent = figure.dataset.egovMapButton;
    button.addEventListener("click", function () {
      button.disabled = true;
      import(figure.dataset.egovMapLibrary)
        .then(function (library) {
          addStyles(figure.dataset.egovMapLibrary.replace(".mjs", ".css"));
          draw(library, figure);
          button.remove();
        })
        .catch(function () {
          // No library or no WebGL: the drawn map stays.
          figure.querySelectorAll(".egov-live-map").forEach(function (box) {
            box.remove();
          });
          button.remove();
        });
    });
    figure.append(button);
  }

  offerLiveMap();
  document.addEventListener("egov:preview", offerLiveMap);

  window.addEventListener("popstate", function () {
    window.location.reload();
  });
})();
