// Menus that unfold, the drawer of the rail, light and dark, and details that are fetched when opened.

import { query } from "./screen.js";

const MENUS = "details.menu, details.overflow";

export function closeMenus(except = null) {
  let closed = null;
  for (const menu of document.querySelectorAll(`:is(${MENUS})[open]`)) {
    if (menu.contains(except)) continue;
    menu.open = false;
    closed = menu;
  }
  return closed;
}

export function closeDrawer() {
  const was = document.body.classList.contains("rail-open");
  document.body.classList.remove("rail-open");
  document.querySelector("[data-drawer]")?.setAttribute("aria-expanded", "false");
  return was;
}

document.addEventListener("pointerdown", (event) => {
  closeMenus(event.target);
  if (!event.target.closest("#rail, [data-drawer]")) closeDrawer();
});

document.addEventListener("click", (event) => {
  const drawer = event.target.closest("[data-drawer]");
  if (drawer) {
    const open = document.body.classList.toggle("rail-open");
    drawer.setAttribute("aria-expanded", String(open));
    if (open) document.querySelector("#rail a")?.focus();
  }
  const theme = event.target.closest("[data-theme-to]");
  if (theme) {
    const to = theme.dataset.themeTo;
    if (to) document.documentElement.dataset.theme = to;
    else delete document.documentElement.dataset.theme;
    try {
      localStorage.setItem("theme", to);
    } catch {
      // It holds until the next load, then.
    }
    closeMenus();
  }
});

// Toggle events do not bubble, so they are caught on their way down.
document.addEventListener(
  "toggle",
  async (event) => {
    const details = event.target;
    if (!details.open) return;
    if (details.matches("details.menu")) details.querySelector("[role^=menuitem]")?.focus();
    if (details.dataset.entry) {
      const answer = await fetch(`/page/entry/${details.dataset.entry}?` + query());
      details.querySelector("pre").textContent = await answer.text();
    }
  },
  true,
);

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details.menu[open]");
  if (!menu || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
  const items = [...menu.querySelectorAll("[role^=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
  items[to % items.length]?.focus();
  event.preventDefault();
});
