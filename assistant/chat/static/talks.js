// The conversations kept in this browser. The open one is Gradio's own (BrowserState, one entry of
// localStorage); the others are kept beside it as they were, and changing over swaps the entries.

import { at, make, say } from "./words.js";

const OPEN = "report-assistant"; // the storage_key of page.py
const MOST = 40;
const dialog = at("talks");

const read = () => JSON.parse(localStorage.getItem("talks") ?? "[]");
const current = () => localStorage.getItem("talk") ?? "";
const firstQuestion = () => document.querySelector("#answers .asked")?.textContent ?? "";

function write(talks) {
  for (let kept = talks.slice(0, MOST); ; kept = kept.slice(0, -1)) {
    try {
      return localStorage.setItem("talks", JSON.stringify(kept));
    } catch (error) {
      if (!kept.length) throw error; // the browser keeps nothing at all
    }
  }
}

/** Put the open conversation in the list, newest first; its given name stays. */
export function keep() {
  const content = localStorage.getItem(OPEN);
  if (!firstQuestion() || !content) return;
  const id = current() || crypto.randomUUID?.() || String(Date.now());
  localStorage.setItem("talk", id);
  const talks = read();
  const known = talks.find((one) => one.id === id);
  const talk = { id, name: known?.named ? known.name : firstQuestion(), named: known?.named, at: Date.now(), content };
  write([talk, ...talks.filter((one) => one.id !== id)]);
}

/** The next question begins another conversation. */
export function leave() {
  keep();
  localStorage.removeItem("talk");
}

function open(talk) {
  keep();
  localStorage.setItem("talk", talk.id);
  localStorage.setItem(OPEN, talk.content);
  location.reload();
}

function rename(talk) {
  const name = prompt(say("rename"), talk.name)?.trim();
  if (name) write(read().map((one) => (one.id === talk.id ? { ...one, name, named: true } : one)));
  list();
}

function drop(talk) {
  if (!confirm(say("delete_sure", { name: talk.name }))) return;
  write(read().filter((one) => one.id !== talk.id));
  if (talk.id === current()) {
    localStorage.removeItem("talk");
    at("do-clear").click();
  }
  list();
}

function row(talk) {
  const choose = make("button", { type: "button", class: "choose" },
    make("b", { dir: "auto" }, talk.name), make("small", {}, new Date(talk.at).toLocaleString(document.documentElement.lang)));
  choose.addEventListener("click", () => (talk.id === current() ? dialog.close() : open(talk)));
  if (talk.id === current()) choose.setAttribute("aria-current", "true");
  const item = make("li", {}, choose);
  for (const [name, act] of [["rename", rename], ["delete", drop]]) {
    const button = make("button", { type: "button", class: name }, say(name));
    button.addEventListener("click", () => act(talk));
    item.append(button);
  }
  return item;
}

function list() {
  const rows = read().map(row);
  at("talks-list").replaceChildren(...(rows.length ? rows : [make("li", {}, say("no_talks"))]));
}

at("open-talks").addEventListener("click", () => {
  keep();
  list();
  dialog.showModal();
});
at("close-talks").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
