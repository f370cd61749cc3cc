// The chat: citation chips, the status line's buttons, examples, keys, theme and language.

import { at, copy, fetchJson, make, say, settings } from "./words.js";
import * as portal from "./embedded.js";
import * as document_ from "./report.js";
import { openExport, plain } from "./export.js";
import { hidePeek } from "./peek.js";
import "./door.js";
import "./shelf.js";
import * as talks from "./talks.js";
import { praise, complain, questionOf } from "./feedback.js";

const root = document.documentElement;
const wide = matchMedia("(min-width: 900px)");
const hovers = matchMedia("(hover: hover)"); // elsewhere focus brings up a keyboard over the page
let citations = []; // chips of the answer that is being read
let turn = -1;

// ---- Gradio's own elements, once it has put them there ------------------------------------------

const box = () => document.querySelector("#question textarea");
const press = (id) => at(id)?.click();

function fill(element, text) {
  element.value = text;
  element.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Ask as if the reader had typed it. */
export function ask(text) {
  // Before the talk of last time is there again, Gradio would lose the question.
  when(() => document.querySelector("#restored button"), () => {
    fill(box(), text);
    // Gradio takes the value over before it hears of the click.
    setTimeout(() => document.querySelector("#question .submit-button")?.click(), 60);
  });
}

function when(there, act) {
  const observer = new MutationObserver(() => there() && (observer.disconnect(), act()));
  there() ? act() : observer.observe(document.body, { childList: true, subtree: true });
}

// ---- citations ------------------------------------------------------------------------------------

async function follow(chip) {
  const wanted = document_.target(chip.href);
  if (!wanted) return;
  document.querySelectorAll(".cite.current").forEach((one) => one.classList.remove("current"));
  chip.classList.add("current");
  collect(chip.closest(".answer"));
  turn = citations.indexOf(chip);
  showPlace();
  hidePeek();
  if (await portal.cited({ ...wanted, label: chip.textContent, text: await words(wanted) })) return;
  showReport(true);
  await document_.open(wanted.report);
  document_.markCited(places());
  await document_.goTo(wanted);
}

/** What a citation quotes; the server counts characters, JavaScript halves of some. */
async function words({ report, start, end }) {
  const loaded = await document_.load(report).catch(() => null);
  return loaded ? [...loaded.text].slice(start, end).join("") : "";
}

function collect(answer) {
  citations = answer ? [...answer.querySelectorAll("a.cite")] : [];
  at("citations").hidden = citations.length === 0;
  at("cited-as").textContent = say(answer?.matches(".refused") ? "nearest" : "cited_here");
}

function showPlace() {
  at("citation-place").textContent = say("place_of", { n: turn + 1 || "–", all: citations.length });
}

function stepCitation(by) {
  if (!citations.length) return;
  const next = turn < 0 && by < 0 ? citations.length - 1 : turn + by;
  follow(citations[(next + citations.length) % citations.length]);
}

const places = () => citations.map((chip) => document_.target(chip.href));

/** A finished answer marks its paragraphs in the report's margin. */
function settle(answer) {
  collect(answer);
  turn = -1;
  showPlace();
  document_.unlight();
  const cited = places();
  const elsewhere = cited[0] && !cited.some((one) => one.report === document_.opened()?.id);
  (elsewhere ? document_.openOrTell(cited[0].report) : Promise.resolve()).then(() => document_.markCited(cited));
}

async function copyCitation() {
  const chip = citations[Math.max(turn, 0)];
  const loaded = chip && (await document_.load(document_.target(chip.href).report));
  if (loaded) copy([loaded.symbol || loaded.title, chip.textContent].join(root.lang.startsWith("zh") ? "，" : ", "));
}

// ---- what a click does ----------------------------------------------------------------------------

const ACTIONS = {
  "a.cite": follow,
  "a.try": (link) => ask(link.textContent),
  "button.copy": (button) => copy(plain(button.closest(".answer"))),
  "button.retry": () => press("do-again"),
  "button.edit": () => (press("do-edit"), setTimeout(() => box().focus(), 300)),
  "button.share": (button) => copy(questionLink(button.closest(".answer"))),
  "button.good": praise,
  "button.bad": complain,
  "#new": () => (talks.leave(), press("do-clear"), collect(null), document_.markCited([]), box().focus()),
  "#export, #export-talk": openExport,
  "#theme": nextTheme,
  "#close-frame": () => portal.report("close"),
  "#open-report": () => showReport(true),
  "#close-report": () => showReport(false),
  "#next-citation": () => stepCitation(1),
  "#previous-citation": () => stepCitation(-1),
  "#copy-citation": copyCitation,
};

// In the capturing phase: Gradio's links open a new tab.
document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !event.target.closest) return;
  for (const [selector, act] of Object.entries(ACTIONS)) {
    const element = event.target.closest(selector);
    if (!element) continue;
    event.preventDefault();
    event.stopPropagation();
    act(element);
    return;
  }
}, true);

/** A link that asks the question above an answer again. */
function questionLink(answer) {
  return new URL(`./?ask=${encodeURIComponent(questionOf(answer))}`, location.href).href;
}

// ---- the report's pane: beside the chat, a sheet on a phone ----------------------------------------

function showReport(shown) {
  root.classList.toggle("reading", shown);
  if (wide.matches) return;
  const next = shown ? at("close-report") : document.querySelector("a.cite.current") ?? at("open-report");
  next.focus({ preventScroll: true });
}

// ---- keys -----------------------------------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  const writing = event.target.matches?.("input, textarea, select");
  if (event.isComposing || event.keyCode === 229) event.stopPropagation(); // Enter chooses a word
  else if (event.key === "Escape") escape();
  else if (event.key === "/" && !writing) (event.preventDefault(), box().focus());
  else if (event.target.matches?.("a.cite") && event.key.startsWith("Arrow")) neighbour(event);
}, true);

function escape() {
  hidePeek();
  if (document.querySelector("dialog[open]")) return; // it closes itself
  if (!at("outline").hidden) document_.showOutline(false);
  else if (!wide.matches && root.classList.contains("reading")) showReport(false);
  else portal.report("close");
}

function neighbour(event) {
  const chips = [...document.querySelectorAll("#answers a.cite")];
  const by = ["ArrowRight", "ArrowDown"].includes(event.key) ? 1 : -1;
  const next = chips[chips.indexOf(event.target) + by];
  if (next) (event.preventDefault(), next.focus());
}

// ---- theme and language ----------------------------------------------------------------------------

const THEMES = ["auto", "light", "dark"];
const asked = new URLSearchParams(location.search);
const chosenTheme = () => asked.get("theme") ?? localStorage.getItem("theme") ?? "auto";

function nextTheme() {
  const next = THEMES[(THEMES.indexOf(chosenTheme()) + 1) % THEMES.length];
  next === "auto" ? localStorage.removeItem("theme") : localStorage.setItem("theme", next);
  applyTheme();
}

function applyTheme() {
  const dark = chosenTheme() === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : chosenTheme() === "dark";
  root.dataset.theme = dark ? "dark" : "light";
  document.body.classList.toggle("dark", dark);
  at("theme").textContent = { auto: "◐", light: "☼", dark: "☾" }[chosenTheme()];
  at("theme").title = `${say("theme")}: ${say(`theme_${chosenTheme()}`)}`;
}

at("language").addEventListener("change", ({ target }) => {
  document.cookie = `language=${target.value}; path=/; max-age=31536000; samesite=lax`;
  if (!settings.embedded && !asked.has("lang")) return location.reload();
  asked.set("lang", target.value); // a portal's frame has no cookies
  location.search = asked;
});

// ---- examples, and what comes and goes in the chat ---------------------------------------------------

let examples = [];

document.addEventListener("report", async ({ detail }) => {
  const path = `api/reports/${encodeURIComponent(detail.id)}/examples`;
  examples = (await fetchJson(path).catch(() => ({ questions: [] }))).questions;
  welcome();
});

function welcome() {
  const talk = at("talk");
  if (!talk) return;
  const empty = !document.querySelector("#answers .asked");
  talk.classList.toggle("empty", empty);
  at("welcome")?.remove();
  if (!empty) return;
  const links = examples.map((text) => make("li", {}, make("a", { class: "try", href: `?ask=${encodeURIComponent(text)}` }, text)));
  talk.prepend(make("section", { id: "welcome" },
    make("h2", {}, say("welcome")), make("p", {}, say("promise")),
    make("h3", {}, say("examples")), make("ul", {}, ...links)));
}

const settled = new WeakSet();
let shown = 0;
function watch() {
  const asked = [...document.querySelectorAll("#answers .asked")];
  // The newest question goes to the top, and stays there while its answer grows below.
  if (asked.length > shown) asked.at(-1).scrollIntoView({ block: "start", behavior: shown ? "smooth" : "instant" });
  shown = asked.length;
  const answers = [...document.querySelectorAll("#answers .answer")];
  // Gradio labels each message with its markup, which a screen reader would spell out.
  document.querySelectorAll("#answers [data-testid][aria-label]").forEach((one) => one.removeAttribute("aria-label"));
  if (Boolean(at("welcome")) === asked.length > 0) welcome();
  const last = answers.at(-1);
  if (last?.querySelector(".foot") && !settled.has(last)) {
    settled.add(last);
    settle(last);
    const outcome = last.classList[1];
    portal.report("answer", { question: questionOf(last), outcome, text: plain(last), citations: places() });
    setTimeout(talks.keep, 500); // Gradio writes its entry after the message
  }
}

async function begin() {
  applyTheme();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", applyTheme);
  const here = document_.target(location.href);
  const there = here?.report && (await document_.openOrTell(here.report));
  if (!there) {
    const { reports } = await fetchJson("api/reports").catch(() => ({ reports: [] }));
    if (reports.length) await document_.openOrTell(reports[0].id);
  } else if (here.place) {
    showReport(true);
    await document_.goTo(here, { focus: true });
  }
}

const gradioIsThere = () => at("talk") && at("answers") && box() && document.querySelector("#question .submit-button");

when(gradioIsThere, () => {
  box().setAttribute("aria-label", say("question"));
  box().dir = "auto";
  document.querySelector("#question .submit-button").setAttribute("aria-label", say("send"));
  applyTheme();
  welcome();
  new MutationObserver(watch).observe(at("answers"), { childList: true, subtree: true });
  const question = asked.get("ask");
  portal.on("ask", ({ text }) => typeof text === "string" && ask(text));
  portal.on("focus", () => hovers.matches && box().focus());
  portal.open();
  if (question) {
    asked.delete("ask");
    history.replaceState(null, "", asked.size ? `?${asked}` : location.pathname);
    ask(question);
  } else if (wide.matches && !location.hash) box().focus();
});
begin();
