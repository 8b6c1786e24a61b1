// Keeps half-written answers in this tab, so that closing or reloading the page loses nothing. The page works
// without it.
(() => {
  "use strict";
  const place = "goodtalk:" + location.pathname;
  const done = document.currentScript && document.currentScript.hasAttribute("data-done");
  try {
    if (done) {
      sessionStorage.removeItem(place);
      return;
    }
    const areas = [...document.querySelectorAll("textarea[name]")];
    const kept = JSON.parse(sessionStorage.getItem(place) || "{}");
    for (const area of areas) {
      if (area.value === "" && typeof kept[area.name] === "string") area.value = kept[area.name];
      area.addEventListener("input", () => {
        const now = Object.fromEntries(areas.map((each) => [each.name, each.value]));
        sessionStorage.setItem(place, JSON.stringify(now));
      });
    }
  } catch {
    // A browser that keeps nothing for us: the page works as without this script.
  }
})();
