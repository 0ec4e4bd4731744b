/* One key, one action: presses what carries data-egov-key. Can be switched off (WCAG 2.1.4). */
(() => {
  "use strict";
  const note = document.querySelector("[data-egov-keys]");
  if (!note || note.dataset.ready) return;
  note.dataset.ready = "yes";
  const box = note.querySelector("[data-egov-keys-on]");
  box.checked = localStorage.getItem("egov-keys") !== "off";
  box.addEventListener("change", () => localStorage.setItem("egov-keys", box.checked ? "on" : "off"));
  note.hidden = false;

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("textarea, select, input:not([type=radio], [type=checkbox])");
    if (typing || !box.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const found = document.querySelector(`[data-egov-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!found) return;
    event.preventDefault();
    found.focus();
    found.click();
  });
})();
