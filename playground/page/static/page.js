// The page works without this file; it only spares a reload and a press on a button.
"use strict";

const body = document.body;
const key = new URLSearchParams({ team: body.dataset.team, person: body.dataset.person });

// A picker goes at once to what was picked.
for (const picker of document.querySelectorAll("[data-go]")) {
  picker.addEventListener("change", () => picker.form.submit());
  picker.form.querySelector("button").hidden = true;
}

// A select outside a form sends what was chosen, as in Slack.
document.addEventListener("change", (event) => {
  if (event.target.matches("select[data-sends=yes]") && event.target.value) {
    const button = event.target.parentElement.querySelector("button[name=press]");
    if (button) button.form.requestSubmit(button);
  }
});

function scrollDown() {
  const conversation = document.getElementById("conversation");
  conversation.scrollTop = conversation.scrollHeight;
}

function isTyping(part) {
  const active = document.activeElement;
  return part.contains(active) && active.matches("input, textarea, select");
}

// New messages take their place; a form somebody is filling in is left alone.
async function refresh() {
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ["conversation", "overlay"]) {
    const old = document.getElementById(id);
    const now = fresh.getElementById(id);
    const hash = (part) => part.querySelector("[data-hash]")?.dataset.hash;
    if (id === "overlay" && hash(old) && hash(old) === hash(now)) continue;
    if (isTyping(old)) continue;
    if (old.innerHTML !== now.innerHTML) {
      old.replaceChildren(...now.childNodes);
      if (id === "conversation") scrollDown();
    }
  }
}

async function look() {
  try {
    const answer = await fetch("/_play/version?" + key, { cache: "no-store" });
    const told = await answer.json();
    document.getElementById("now").textContent = told.now;
    if (String(told.version) !== body.dataset.version) {
      body.dataset.version = String(told.version);
      await refresh();
    }
  } catch {
    // The playground was stopped; the next look may find it again.
  }
  setTimeout(look, 1000);
}

if (!location.search.includes("place=home")) scrollDown();
document.querySelector(".modal input:not([type=hidden]), .modal textarea, .modal select")?.focus();
setTimeout(look, 1000);
