// Makes drawn blocks quicker to use. Everything works without it; it listens on the document, so that parts of
// the page may be replaced at any time.
"use strict";

document.documentElement.classList.add("js");

const within = (target, selector) => (target instanceof Element ? target.closest(selector) : null);

// --- a list to choose from: chips on top, a field that filters, options that the app looks up

function ticked(picker) {
  return [...picker.querySelectorAll("[data-list] input:checked")].filter((input) => input.value !== "");
}

function labelOf(input) {
  const label = input.closest("label").querySelector("span").cloneNode(true);
  for (const small of label.querySelectorAll("small")) small.remove();
  return label.textContent.trim();
}

function drawChips(picker) {
  const chips = picker.querySelector("[data-chips]");
  const inputs = ticked(picker);
  const drawn = [...chips.querySelectorAll("button.chip")].map((chip) => chip.dataset.value);
  if (chips.dataset.drawn && drawn.join("\n") === inputs.map((input) => input.value).join("\n")) return;
  chips.dataset.drawn = "yes";
  const shown = inputs.map((input) => {
    const chip = document.createElement("button");
    chip.type = "button";
    chip.className = "chip";
    chip.dir = "auto";
    chip.dataset.value = input.value;
    chip.textContent = `${labelOf(input)} ×`;
    return chip;
  });
  if (!shown.length) {
    const none = document.createElement("span");
    none.className = "none";
    none.textContent = picker.dataset.none;
    shown.push(none);
  }
  chips.replaceChildren(...shown);
}

// Whatever puts a picker in place or ticks its boxes, its chips follow.
function drawAll() {
  for (const picker of document.querySelectorAll("[data-picker]")) drawChips(picker);
}

new MutationObserver(drawAll).observe(document.documentElement, {
  attributeFilter: ["checked"],
  childList: true,
  subtree: true,
});
drawAll();

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function filter(picker, typed) {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  let left = 0;
  for (const choice of picker.querySelectorAll("[data-list] .choice")) {
    const text = plain(choice.textContent);
    choice.hidden = !words.every((word) => text.includes(word));
    left += !choice.hidden;
  }
  for (const group of picker.querySelectorAll(".choice-group")) {
    group.hidden = !group.querySelector(".choice:not([hidden])");
  }
  picker.querySelector("[data-told]").textContent = left ? "" : picker.dataset.nothing;
}

function offer(picker, options) {
  const list = picker.querySelector("[data-list]");
  const kept = [...list.querySelectorAll(".choice")].filter((choice) => choice.querySelector("input").checked);
  const held = new Set(kept.map((choice) => choice.querySelector("input").value));
  const name = picker.dataset.looksUp;
  const kind = picker.dataset.kind;
  const fresh = options.filter((option) => !held.has(option.value)).map((option) => {
    const label = document.createElement("label");
    label.className = "choice";
    const input = Object.assign(document.createElement("input"), { type: kind, name, value: option.value });
    const words = document.createElement("span");
    words.dir = "auto";
    words.textContent = option.label;
    if (option.description) {
      const small = document.createElement("small");
      small.textContent = option.description;
      words.append(small);
    }
    label.append(input, words);
    return label;
  });
  list.replaceChildren(...kept, ...fresh);
  picker.querySelector("[data-told]").textContent = options.length ? "" : picker.dataset.nothing;
}

const waiting = new WeakMap();

function lookUp(picker, typed) {
  const told = picker.querySelector("[data-told]");
  clearTimeout(waiting.get(picker));
  if (typed.length < Number(picker.dataset.least)) {
    told.textContent = picker.dataset.few;
    return;
  }
  told.textContent = picker.dataset.loading;
  waiting.set(picker, setTimeout(async () => {
    const form = new FormData(picker.closest("form"));
    const asked = new URLSearchParams({ name: picker.dataset.looksUp, typed });
    for (const key of ["team", "person", "key"]) asked.set(key, form.get(key) ?? "");
    try {
      const answer = await fetch("/suggest?" + asked, { cache: "no-store" });
      const found = await answer.json();
      if (picker.querySelector("[data-filter]").value !== typed) return;
      if (found.ok) offer(picker, found.options);
      else told.textContent = found.error;
    } catch {
      told.textContent = picker.dataset.nothing;
    }
  }, 250));
}

document.addEventListener("input", (event) => {
  const field = within(event.target, "[data-filter]");
  if (field) {
    const picker = field.closest("[data-picker]");
    if (picker.dataset.looksUp) lookUp(picker, field.value);
    else filter(picker, field.value);
  }
  if (event.target.dataset?.longest) count(event.target);
});

document.addEventListener("focusin", (event) => {
  const picker = within(event.target, "[data-looks-up]");
  const isField = within(event.target, "[data-filter]");
  if (picker && isField && picker.dataset.least === "0" && !picker.dataset.asked) {
    picker.dataset.asked = "yes";
    lookUp(picker, event.target.value);
  }
});

document.addEventListener("click", (event) => {
  const chip = within(event.target, "button.chip");
  const picker = chip?.closest("[data-picker]");
  if (picker) {
    const input = ticked(picker).find((one) => one.value === chip.dataset.value);
    if (input) input.checked = false;
    drawChips(picker);
    picker.querySelector("[data-filter]")?.focus();
  }
  // A button with an address opens it, and the app hears of the press as well.
  const leads = within(event.target, "a[data-presses]");
  if (leads) leads.nextElementSibling.form.requestSubmit(leads.nextElementSibling);
});

// --- what was typed is counted near its limit

function count(field) {
  const most = Number(field.dataset.longest);
  let told = field.parentElement.querySelector(".longest");
  if (field.value.length < most * 0.8) {
    told?.remove();
    return;
  }
  if (!told) {
    told = document.createElement("span");
    told.className = "longest";
    told.setAttribute("role", "status");
    field.after(told);
  }
  told.textContent = `${most - field.value.length}`;
  told.classList.toggle("over", field.value.length > most);
}

// --- a choice outside a form is sent at once, as in Slack

function send(control) {
  const place = control.closest(".pair, .group, .field");
  const button = place?.querySelector("button.send");
  if (button) button.form.requestSubmit(button);
}

document.addEventListener("change", (event) => {
  const picker = within(event.target, "[data-list]")?.closest("[data-picker]");
  if (picker) {
    drawChips(picker);
    if (event.target.type === "radio" && picker.parentElement.querySelector("button.send")) send(picker);
  } else if (event.target.matches("[data-sends=yes]") && !event.target.matches("[type=text], textarea")) {
    send(event.target);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && within(event.target, "[data-filter]")) event.preventDefault();
  if (event.key === "Enter" && event.target.matches("input[type=text][data-sends=yes]")) {
    event.preventDefault();
    send(event.target);
  }
}, true);
