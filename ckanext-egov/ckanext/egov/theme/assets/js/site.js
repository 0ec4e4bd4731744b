/* Small comforts for pages that work without them: copying, and menus that close. */
(function () {
  "use strict";
  document.documentElement.classList.add("js");

  function closeMenus(except) {
    document.querySelectorAll(".egov-account[open], .egov-menu[open]").forEach(function (menu) {
      if (!except || !menu.contains(except)) {
        menu.open = false;
      }
    });
  }

  function addCopyButton(box) {
    var button = document.createElement("button");
    var said = document.createElement("span");
    button.type = "button";
    button.className = "egov-copy";
    button.textContent = box.dataset.egovCopy;
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(box.querySelector("[data-egov-copied]").textContent.trim());
      button.textContent = said.textContent = box.dataset.egovCopyDone;
    });
    box.append(button, said);
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      closeMenus(null);
    }
  });
  document.addEventListener("click", function (event) {
    closeMenus(event.target);
  });
  if (navigator.clipboard) {
    document.querySelectorAll("[data-egov-copy]").forEach(addCopyButton);
  }
})();
