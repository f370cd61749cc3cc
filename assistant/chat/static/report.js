// The report typeset as a document: open it, go to a paragraph, mark the cited words, find in it.

import { problem } from "./embedded.js";
import { at, copy, fetchJson, make, say, tell } from "./words.js";

const AT_ONCE = 400; // blocks laid out before the browser may draw
const fetched = new Map();
const paper = at("paper");
let report = null; // what is open
let laidOut = Promise.resolve();

/** A report as the API gives it; asked for once. */
export function load(id) {
  if (!fetched.has(id)) {
    const asked = fetchJson(`api/reports/${encodeURIComponent(id)}`);
    asked.catch(() => fetched.delete(id));
    fetched.set(id, asked);
  }
  return fetched.get(id);
}

/** A report has changed or gone: the next one to open it asks for it again. */
export function forget(id) {
  fetched.delete(id);
  if (report?.id === id) report = null;
}
export const opened = () => report;
const place = (paragraph) => paragraph.id.slice(paragraph.id.indexOf("#") + 1);

/** The paragraph of a loaded report at the fragment of a permalink (`2(e)`, `四.B/3`, `header`). */
export const paragraphAt = (loaded, fragment) =>
  loaded.paragraphs.find((one) => place(one) === fragment) ??
  loaded.paragraphs.find((one) => one.ref === fragment);

export function permalink(id, fragment) {
  const shown = encodeURIComponent(fragment).replace(/%28/g, "(").replace(/%29/g, ")");
  return new URL(`./?report=${encodeURIComponent(id)}#${shown}`, location.href).href;
}

/** What a link such as `?report=a&quote=12-40#2(e)` points at, or null. A program that adds a text fragment
 *  to a link that has a fragment already (`#2(e)#:~:text=…`, as Open WebUI does) leaves a `#` at its end. */
export function target(href) {
  const url = new URL(href, location.href);
  const id = url.searchParams.get("report");
  if (!id) return null;
  const [start, end] = (url.searchParams.get("quote") ?? "").split("-").map(Number);
  return { report: id, place: decodeURIComponent(url.hash.slice(1)).replace(/#$/, ""), start, end };
}

/** Show a report; keeps what is open when it is that one. */
export async function open(id) {
  if (report?.id === id) return report;
  const loaded = await load(id);
  report = loaded;
  at("report-title").textContent = loaded.title || loaded.id;
  laidOut = layOut(loaded);
  outline(loaded);
  document.dispatchEvent(new CustomEvent("report", { detail: loaded }));
  return loaded;
}

async function layOut(loaded) {
  const article = make("article", { lang: loaded.language, dir: loaded.language === "ar" ? "rtl" : "ltr" });
  article.classList.toggle("long", loaded.paragraphs.length > AT_ONCE);
  const headings = loaded.headings.map((one) => [one.start, () => headingBlock(one)]);
  const blocks = [...loaded.paragraphs, ...loaded.footnotes].map((one) => [one.start, () => block(one)]);
  const all = [...headings, ...blocks].sort((a, b) => a[0] - b[0]);
  paper.replaceChildren(article);
  paper.scrollTop = 0;
  for (let from = 0; from < all.length; from += AT_ONCE) {
    if (from) await new Promise((resume) => setTimeout(resume));
    if (report !== loaded) return;
    article.append(...all.slice(from, from + AT_ONCE).map(([, build]) => build()));
  }
}

function headingBlock(heading) {
  const level = Math.min(heading.level + 1, 6);
  return make("div", { class: "heading", role: "heading", "aria-level": String(level), id: `h-${heading.start}` },
    make("span", { class: "mark" }, heading.mark), make("span", {}, heading.title));
}

function block(paragraph) {
  const depth = paragraph.kind === "item" ? (paragraph.ref.match(/\(/g) ?? []).length : 0;
  const element = make("div", { class: `block ${paragraph.kind}`, id: `p-${place(paragraph)}`, tabindex: "-1" });
  element.style.setProperty("--depth", Math.min(depth, 4));
  element.dataset.start = paragraph.start;
  element.dataset.end = paragraph.end;
  if (/^第|.{5}/.test(paragraph.mark) && paragraph.kind !== "item") element.classList.add("wide"); // 第十二条
  const mark = paragraph.mark || (paragraph.kind === "header" ? "" : "¶");
  if (mark) {
    const link = { class: "mark", href: permalink(report.id, place(paragraph)), title: say("copy_link") };
    if (!paragraph.mark) link.class = "mark unnumbered";
    element.append(make("a", link, mark));
  }
  element.append(make("p", {}, paragraph.text));
  return element;
}

function outline(loaded) {
  const list = make("ol");
  for (const heading of loaded.headings) {
    const link = make("a", { href: `#h-${heading.start}` }, make("b", {}, heading.mark), ` ${heading.title}`);
    const item = make("li", {}, link);
    item.style.setProperty("--level", heading.level);
    list.append(item);
  }
  at("outline").replaceChildren(list);
  at("open-outline").hidden = loaded.headings.length === 0;
}

/** Go to a paragraph and light the quoted words; `start`, `end` count in the report's text. */
export async function goTo({ report: id, place: fragment, start, end }, { focus = false } = {}) {
  const loaded = await open(id);
  const paragraph = paragraphAt(loaded, fragment);
  if (!paragraph) return null;
  let element = at(`p-${place(paragraph)}`);
  if (!element) {
    await laidOut;
    element = at(`p-${place(paragraph)}`);
  }
  unlight();
  light(element, paragraph, start, end);
  reveal(element.querySelector("mark") ?? element);
  if (focus) element.focus({ preventScroll: true });
  return paragraph;
}

function light(element, paragraph, start, end) {
  element.classList.add("lit");
  const text = [...paragraph.text]; // the server counts characters, JavaScript halves of some
  const from = Math.max(start - paragraph.start, 0) || 0;
  const to = Math.min(end - paragraph.start, text.length) || text.length;
  if (to <= from) return;
  const [before, cited, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)].map((part) => part.join(""));
  element.querySelector("p").replaceChildren(before, make("mark", {}, cited), after);
}

export function unlight() {
  for (const element of paper.querySelectorAll(".lit")) {
    element.classList.remove("lit");
    const text = element.querySelector("p");
    text.replaceChildren(text.textContent);
  }
}

function reveal(element) {
  const distance = Math.abs(element.getBoundingClientRect().top - paper.getBoundingClientRect().top);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches || distance > 4 * paper.clientHeight;
  const tall = element.offsetHeight > paper.clientHeight * 0.8;
  element.scrollIntoView({ block: tall ? "start" : "center", behavior: still ? "instant" : "smooth" });
}

/** Mark in the margin the paragraphs that an answer cites. */
export async function markCited(places) {
  await laidOut;
  paper.querySelectorAll(".cited").forEach((element) => element.classList.remove("cited"));
  for (const { report: id, place: fragment } of places) {
    if (id === report?.id) at(`p-${fragment}`)?.classList.add("cited");
  }
}

// ---- find in the report -------------------------------------------------------------------------

let matches = [];
let current = -1;

function find(text) {
  matches = [];
  current = -1;
  const wanted = text.trim().toLowerCase();
  const walker = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT);
  while (wanted && walker.nextNode()) {
    const held = walker.currentNode.data.toLowerCase();
    for (let from = held.indexOf(wanted); from >= 0; from = held.indexOf(wanted, from + wanted.length)) {
      const range = new Range();
      range.setStart(walker.currentNode, from);
      range.setEnd(walker.currentNode, from + wanted.length);
      matches.push(range);
    }
  }
  if (window.Highlight) CSS.highlights.set("found", new Highlight(...matches));
  step(1);
}

function step(by) {
  const count = at("find-count");
  if (!matches.length) {
    count.textContent = at("find-text").value.trim() ? say("none_found") : "";
    if (window.Highlight) CSS.highlights.delete("current");
    return;
  }
  current = (current + by + matches.length) % matches.length;
  count.textContent = say("place_of", { n: current + 1, all: matches.length });
  if (window.Highlight) CSS.highlights.set("current", new Highlight(matches[current]));
  reveal(matches[current].startContainer.parentElement);
}

at("find-text").addEventListener("input", (event) => find(event.target.value));
at("find-previous").addEventListener("click", () => step(-1));
at("find").addEventListener("submit", (event) => {
  event.preventDefault();
  step(1);
});

at("open-outline").addEventListener("click", () => showOutline(at("outline").hidden));
export function showOutline(shown) {
  at("outline").hidden = !shown;
  at("open-outline").setAttribute("aria-expanded", String(shown));
}
at("outline").addEventListener("click", async (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  event.preventDefault();
  await laidOut;
  showOutline(false);
  reveal(at(link.hash.slice(1)));
});

paper.addEventListener("click", (event) => {
  const link = event.target.closest("a.mark");
  if (!link) return;
  event.preventDefault();
  history.replaceState(null, "", link.href);
  copy(link.href);
});

/** Nothing is left to show. */
export function empty() {
  at("report-title").textContent = say("reports");
  paper.replaceChildren(make("p", { class: "loading" }, say("no_reports")));
  outline({ headings: [] });
}

export async function openOrTell(id) {
  try {
    return await open(id);
  } catch (error) {
    paper.replaceChildren(make("p", { class: "loading" }, error.message));
    tell(error.message);
    if (error.code) problem(error.code, error.message);
    return null;
  }
}
