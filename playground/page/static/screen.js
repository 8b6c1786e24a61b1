// What is looked at, how it is fetched and put in place, and how forms are sent.

import { morph } from "./morph.js";

const REGIONS = { composer: "bottom" }; // the others have their own name as id
const TALK = new Set(["home", "about"]);
const byId = (id) => document.getElementById(id);
const log = byId("log");
const asked = new URLSearchParams(location.search);

export const state = {
  team: document.body.dataset.team,
  person: document.body.dataset.person,
  place: document.body.dataset.place,
  thread: asked.get("thread") ?? "",
  behind: asked.get("behind") ?? "",
  clock: "",
  shown: "",
};
const shownText = {};
const afterwards = [];
let moves = 0; // counts navigations: an answer to an earlier one is not shown
let newest = 0;
let loading = null;
let again = false;
let focusBefore = null;

// Call `act` whenever something new was put in place.
export function whenShown(act) {
  afterwards.push(act);
}

function address() {
  const { team, person, place, thread, behind } = state;
  const kept = Object.entries({ team, person, place, thread, behind }).filter(([, value]) => value);
  return "/?" + new URLSearchParams(kept);
}

export function query() {
  return new URLSearchParams(Object.entries(state).filter(([, value]) => value));
}

// Look at something else: another person, place, thread or panel. `act` is told to the app on the way.
export async function go(changes, act = "", { history = true } = {}) {
  const moved = ["person", "place", "team"].some((key) => key in changes && changes[key] !== state[key]);
  Object.assign(state, changes);
  if (moved) {
    state.shown = "";
    for (const box of document.querySelectorAll("[data-composer] textarea")) box.value = "";
  }
  moves += 1;
  if (history && address() !== location.pathname + location.search) window.history.pushState({ ...state }, "", address());
  if (!act && changes.person && state.place === "home") act = "/act/home";
  if (moved && changes.person) listen();
  await (act ? send(act, new FormData()) : load(true));
}

window.addEventListener("popstate", (event) => {
  if (event.state) go({ ...event.state, clock: "" }, "", { history: false });
});

// --- fetching

// Fetch the screen once more; calls that come meanwhile are answered together by one more look.
export function load(atOnce = false) {
  if (loading && !atOnce) {
    again = true;
    return loading;
  }
  const move = moves;
  loading = fetch("/page/screen?" + query(), { cache: "no-store" })
    .then(async (answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      const told = await answer.json();
      if (move === moves) show(told);
    })
    .catch(() => lost())
    .finally(() => {
      loading = null;
      if (again) {
        again = false;
        load();
      }
    });
  return loading;
}

export async function send(url, data) {
  const move = moves;
  for (const [key, value] of Object.entries(state)) data.set(key, value);
  try {
    const answer = await fetch(url, { method: "POST", body: data, headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const told = await answer.json();
    if (move === moves) show(told);
    else await load();
  } catch {
    lost();
  }
}

function lost() {
  const told = document.createElement("p");
  told.className = "notice";
  told.role = "alert";
  told.textContent = document.body.dataset.lost;
  byId("notice").replaceChildren(told);
  delete shownText.notice;
}

// Send a form the way the pressed button wants it; the button shows that it waits.
export async function submit(form, button = null) {
  const mark = button ?? form;
  if (mark.getAttribute("aria-busy") === "true") return;
  const data = new FormData(form, button);
  mark.setAttribute("aria-busy", "true");
  await send(button?.getAttribute("formaction") || form.getAttribute("action"), data);
  mark.removeAttribute("aria-busy");
}

// --- showing

function show(told) {
  if (told.number < newest || told.person !== state.person) return;
  newest = told.number;
  if (told.place !== state.place) {
    state.place = told.place;
    history.replaceState({ ...state }, "", address());
  }
  document.title = told.title;
  document.documentElement.lang = told.lang;
  for (const [name, html] of Object.entries(told.regions)) {
    if (shownText[name] === html) continue;
    shownText[name] = html;
    if (name === "log") showLog(html);
    else morph(byId(REGIONS[name] ?? name), html);
  }
  settleFocus();
  for (const act of afterwards) act();
}

const tail = () => log.scrollHeight - log.scrollTop;
const atEnd = () => tail() - log.clientHeight < 60;
const last = () => [...log.querySelectorAll(".message")].at(-1)?.id;

function showLog(html) {
  const here = `${state.person} ${state.place}`;
  const moved = log.dataset.here !== here;
  const [wasAtEnd, wasTail, wasLast, wasTop] = [atEnd(), tail(), last(), log.scrollTop];
  const first = log.querySelector(".message")?.id;
  morph(log, html);
  log.dataset.here = here;
  if (moved) {
    log.scrollTop = TALK.has(state.place) ? 0 : log.scrollHeight;
    byId("newer").hidden = true;
  } else if (TALK.has(state.place)) log.scrollTop = wasTop;
  else if (wasAtEnd) log.scrollTop = log.scrollHeight;
  else {
    // Older messages came above: what was in sight stays in sight.
    if (log.querySelector(".message")?.id !== first) log.scrollTop = log.scrollHeight - wasTail;
    if (last() !== wasLast) byId("newer").hidden = false;
  }
}

byId("newer").addEventListener("click", () => (log.scrollTop = log.scrollHeight));
log.addEventListener("scroll", () => {
  if (atEnd()) byId("newer").hidden = true;
  const older = log.querySelector("[data-older]");
  if (older && log.scrollTop < 300 && state.shown !== older.dataset.older) {
    state.shown = older.dataset.older;
    load();
  }
});

// With a modal open only the modal can be reached; closed, the focus goes back to where it was.
function settleFocus() {
  const dialogs = [...document.querySelectorAll("#overlay .modal")];
  const top = dialogs.at(-1);
  for (const id of ["top", "frame", "clock"]) byId(id).inert = Boolean(top);
  for (const dialog of dialogs) dialog.inert = dialog !== top;
  if (!top) {
    if (focusBefore) (document.contains(focusBefore) ? focusBefore : byId("line"))?.focus({ preventScroll: true });
    focusBefore = null;
    return;
  }
  focusBefore ??= document.activeElement === document.body ? byId("line") : lastFocus;
  const wrong = top.querySelector("[aria-invalid=true]");
  const news = [...top.querySelectorAll(".error")].map((one) => one.textContent).join();
  if (wrong && top.dataset.wrong !== news) (wrong.matches("fieldset") ? wrong.querySelector("input") : wrong)?.focus();
  top.dataset.wrong = news;
  if (top.contains(document.activeElement)) return;
  const field = ".body :is(input:not([type=hidden]), textarea, select, [contenteditable])";
  (top.querySelector("[autofocus]") ?? top.querySelector(field) ?? top.querySelector("footer .primary, footer .danger, footer button"))?.focus();
}

// --- news

let stream = null;
let known = {};

function listen() {
  stream?.close();
  stream = null;
  // A browser keeps few connections to one address, so only the window in sight holds one.
  if (document.hidden) return;
  stream = new EventSource("/page/stream?" + query());
  stream.onmessage = (event) => {
    const news = JSON.parse(event.data);
    byId("now").textContent = news.now;
    byId("travel").hidden = news.travel === null;
    byId("travelled").value = news.travel ?? 0;
    byId("travel").querySelector("b").textContent = news.now;
    byId("travel").querySelector("label").textContent = news.moving;
    if (news.version !== known.version || (state.behind && news.traffic !== known.traffic)) load();
    // A Home that was opened while the weeks before were being played is opened to the app now.
    if (known.travel != null && news.travel === null && state.place === "home") send("/act/home", new FormData());
    known = news;
  };
}

let lastFocus = null;
document.addEventListener("focusin", (event) => {
  if (!event.target.closest("#overlay")) lastFocus = event.target;
});
document.addEventListener("visibilitychange", listen);
for (const name of Object.keys(REGIONS)) shownText[name] = "";
if (!TALK.has(state.place)) log.scrollTop = log.scrollHeight;
log.dataset.here = `${state.person} ${state.place}`;
settleFocus();
listen();
history.replaceState({ ...state }, "", location.href);
// Opening Home is something the app hears of, also by a link or a reload.
if (state.place === "home") send("/act/home", new FormData());
