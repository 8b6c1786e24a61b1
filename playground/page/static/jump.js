// The dialog that finds a person, channel or tab by a few letters.

import { go, whenShown } from "./screen.js";

const dialog = document.getElementById("jump");
const box = () => document.getElementById("jump-words");
const options = () => [...dialog.querySelectorAll("[role=option]")];
let chosen = null;
let only = "all";

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

export function openJump(kind) {
  only = kind;
  box().value = "";
  chosen = null;
  if (!dialog.open) dialog.showModal();
  box().focus();
  filter();
}

function pick(option) {
  chosen = option;
  for (const one of options()) one.setAttribute("aria-selected", String(one === option));
  if (option) {
    box().setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else box().removeAttribute("aria-activedescendant");
}

function filter() {
  if (!dialog.open) return;
  const words = plain(box().value).split(/\s+/).filter(Boolean);
  const found = options().filter((option) => {
    const fits = words.every((word) => plain(option.dataset.words).includes(word));
    option.hidden = !fits || (only === "people" && option.dataset.kind !== "person");
    return !option.hidden;
  });
  dialog.querySelector(".empty").hidden = found.length > 0;
  pick(found.includes(chosen) ? chosen : found[0]);
}

function choose(option) {
  dialog.close();
  go(Object.fromEntries(new URLSearchParams(option.dataset.go)), option.dataset.act ?? "");
}

dialog.addEventListener("input", filter);
dialog.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option]");
  if (option) choose(option);
  else if (event.target === dialog) dialog.close();
});
dialog.addEventListener("keydown", (event) => {
  const found = options().filter((option) => !option.hidden);
  if (event.key === "ArrowDown") pick(found[(found.indexOf(chosen) + 1) % found.length]);
  else if (event.key === "ArrowUp") pick(found[(found.indexOf(chosen) - 1 + found.length) % found.length]);
  else if (event.key === "Enter" && chosen) choose(chosen);
  else return;
  event.preventDefault();
});

whenShown(filter);
