// The composer: Enter sends, `/` offers the app's commands, `@` the people, and a command shows how it is used.

import { submit, whenShown } from "./screen.js";

const byId = (id) => document.getElementById(id);
const options = () => [...byId("completion").querySelectorAll("[role=option]")];
let chosen = null;

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

// The word under the caret that can be completed, or null.
function word(box) {
  const before = box.value.slice(0, box.selectionStart);
  return /^\/\S*$/.exec(before)?.[0] ?? /(?:^|\s)(@\S*)$/.exec(before)?.[1] ?? null;
}

function fits(option, typed) {
  const own = plain(option.dataset.word);
  if (typed.startsWith("/")) return own.startsWith(plain(typed));
  const names = [own.slice(1), ...plain(option.dataset.also ?? "").split(/\s+/)];
  return own.startsWith("@") && names.some((name) => name.startsWith(plain(typed.slice(1))));
}

function pick(option) {
  chosen = option;
  for (const one of options()) one.setAttribute("aria-selected", String(one === option));
  option?.scrollIntoView({ block: "nearest" });
  if (option) byId("line").setAttribute("aria-activedescendant", option.id);
  else byId("line").removeAttribute("aria-activedescendant");
}

function close() {
  byId("completion").hidden = true;
  byId("line").setAttribute("aria-expanded", "false");
  pick(null);
}

export function closeCompletion() {
  const was = !byId("completion").hidden;
  close();
  return was;
}

function offer() {
  const box = byId("line");
  const typed = document.activeElement === box ? word(box) : null;
  const found = options().filter((option) => {
    option.hidden = typed === null || !fits(option, typed);
    return !option.hidden;
  });
  showUsage(box.value);
  if (!found.length) return close();
  byId("completion").hidden = false;
  box.setAttribute("aria-expanded", "true");
  // What is typed in full is meant, and Enter then sends it.
  const meant = found.find((option) => option.dataset.word === typed);
  if (meant || !found.includes(chosen)) pick(meant ?? found[0]);
}

function showUsage(text) {
  const name = /^(\/\S+)\s/.exec(text)?.[1];
  const option = options().find((one) => one.dataset.word === name);
  const usage = byId("usage");
  usage.hidden = !option;
  if (option) usage.replaceChildren(...option.cloneNode(true).childNodes);
}

function complete(option) {
  const box = byId("line");
  const typed = word(box) ?? "";
  const start = box.selectionStart - typed.length;
  box.setRangeText(option.dataset.word + " ", start, box.selectionStart, "end");
  box.focus();
  grow(box);
  offer();
}

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 220)}px`;
}

async function post(form) {
  const box = form.querySelector("textarea");
  if (!box.value.trim()) return;
  const sending = submit(form); // has read the text when it returns its promise
  box.value = "";
  grow(box);
  offer();
  await sending;
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-composer]") || event.submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  post(event.target);
});

document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-composer] textarea")) return;
  grow(event.target);
  if (event.target.id === "line") offer();
});

document.addEventListener("keydown", (event) => {
  const box = event.target;
  if (!box.matches?.("[data-composer] textarea") || event.isComposing) return;
  const open = box.id === "line" && !byId("completion").hidden;
  const found = open ? options().filter((option) => !option.hidden) : [];
  if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const step = event.key === "ArrowDown" ? 1 : found.length - 1;
    pick(found[(found.indexOf(chosen) + step) % found.length]);
  } else if (open && chosen && (event.key === "Tab" || (event.key === "Enter" && word(box) !== chosen.dataset.word))) {
    complete(chosen);
  } else if (event.key === "Enter" && !event.shiftKey) {
    close();
    post(box.form);
  } else return;
  event.preventDefault();
});

document.addEventListener("mousedown", (event) => {
  const option = event.target.closest("#completion [role=option]");
  if (!option) return;
  event.preventDefault();
  complete(option);
});
document.addEventListener("focusout", (event) => {
  if (event.target.id === "line") close();
});

whenShown(offer);
