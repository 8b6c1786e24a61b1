// Links, buttons and keys of the page. Everything drawn comes from the server; this file only asks for it.

import { closeCompletion } from "./composer.js";
import { openJump } from "./jump.js";
import { closeDrawer, closeMenus } from "./menus.js";
import { go, load, state, submit } from "./screen.js";

const byId = (id) => document.getElementById(id);
const pairs = (text) => Object.fromEntries(new URLSearchParams(text));

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("a[data-go], a[data-toggle], a[data-older]");
  const opener = event.target.closest("[data-jump]");
  if (opener) openJump(opener.dataset.jump);
  const outward = event.target.closest("a[data-presses]");
  // A button with an address opens it and tells the app, both.
  if (outward) submit(outward.closest("form"), outward.parentElement.querySelector(`button[value="${outward.dataset.presses}"]`));
  if (!link) return;
  event.preventDefault();
  closeDrawer();
  if (link.dataset.go) go(pairs(link.dataset.go), link.dataset.act ?? "").then(() => focusIn(link));
  else if (link.dataset.older) {
    state.shown = link.dataset.older;
    load();
  } else {
    const [[key, value]] = Object.entries(pairs(link.dataset.toggle));
    go({ [key]: state[key] ? "" : value }).then(() => byId(key).querySelector("button, a, summary")?.focus());
  }
});

// What was opened takes the focus.
function focusIn(link) {
  if (link.dataset.go.startsWith("thread=") && state.thread) byId("reply")?.focus();
  else if (link.dataset.go === "thread=") byId("line")?.focus();
}

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  closeMenus();
  // Where the clock goes is asked once; its progress is shown elsewhere.
  if (event.target.closest("#clock")) state.clock = "";
  await submit(event.target, event.submitter);
});

// A select, box or picker outside a form sends what was chosen, as in Slack.
document.addEventListener("change", (event) => {
  const field = event.target;
  const form = field.form;
  if (!form || field.closest("[data-sends]")?.dataset.sends !== "yes") return;
  const press = form.querySelector(`button[name=press][value="${field.name}"]`);
  if (press) submit(form, press);
});

function escape() {
  if (closeCompletion() || byId("jump").open) return true;
  const menu = closeMenus();
  if (menu) {
    menu.querySelector("summary").focus();
    return true;
  }
  const top = [...document.querySelectorAll("#overlay .modal")].at(-1);
  if (top) {
    top.querySelector("[data-close]").click();
    return true;
  }
  if (closeDrawer()) return true;
  if (state.clock) {
    go({ clock: "" }).then(() => document.querySelector(".clock-button")?.focus());
    return true;
  }
  if (state.thread) {
    go({ thread: "" }).then(() => byId("line")?.focus());
    return true;
  }
  return false;
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches?.("input, textarea, select, [contenteditable]");
  const modal = document.querySelector("#overlay .modal");
  if (event.key === "Escape") {
    if (!byId("jump").open && escape()) event.preventDefault();
  } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    if (!modal) openJump("all");
  } else if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && modal?.contains(event.target)) {
    event.target.form?.requestSubmit();
  } else if (event.key === "/" && !typing && !modal) {
    event.preventDefault();
    byId("line").focus();
    document.execCommand("insertText", false, "/");
  }
});

document.addEventListener("pointerdown", (event) => {
  if (state.clock && !event.target.closest("#clock, .clock-button")) go({ clock: "" });
});
