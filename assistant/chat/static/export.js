// A conversation leaves the page: answers as text for the clipboard, as lines and places for the server,
// which makes Markdown, Word or the evidence of them.

import { at, say, tell } from "./words.js";
import { target } from "./report.js";

const dialog = at("exporting");
const ASIDE = ".foot, .follow"; // what stands in an answer and is not said by it

export function openExport() {
  at("talks").close();
  if (document.querySelector("#answers .asked")) dialog.showModal();
  else tell(say("no_talks"));
}

/** An answer as text, its markers in brackets, without the status line and the buttons. */
export function plain(answer) {
  return lines(answer).map(({ kind, pieces }) => {
    const words = pieces.map((one) => (one.report ? `［${one.text}］` : one.text)).join("");
    return kind === "item" ? `- ${words}` : words;
  }).join("\n\n");
}

/** The paragraphs of an answer as the server takes them: pieces of words and of places. */
function lines(answer) {
  const parts = [...answer.children].filter((part) => !part.matches(ASIDE));
  return parts.map((part) => ({ kind: part.matches(".item") ? "item" : "text", pieces: trimmed(pieces(part)) }))
    .filter((line) => line.pieces.length);
}

function pieces(node) {
  if (node.nodeType === Node.TEXT_NODE) return [{ text: node.data.replaceAll("\u2060", "") }];
  if (node.nodeName === "BR") return [{ text: "\n" }];
  if (node.matches?.("a.cite")) {
    const { report, place, start, end } = target(node.href);
    return [{ text: node.textContent, report, place, start: start || 0, end: end || 0 }];
  }
  return [...node.childNodes].flatMap(pieces);
}

function trimmed(found) {
  if (found[0] && !found[0].report) found[0].text = found[0].text.trimStart();
  if (found.length && !found.at(-1).report) found.at(-1).text = found.at(-1).text.trimEnd();
  return found.filter((one) => one.text);
}

/** What the classes of an answer tell: `answer <outcome> <mode> g-<generation of the index>`. */
function facts(answer) {
  const [, outcome = "", mode = ""] = answer.classList;
  const generation = [...answer.classList].find((name) => name.startsWith("g-"))?.slice(2) ?? "";
  return { outcome, mode: /^(quoted|written)$/.test(mode) ? mode : "", generation, language: answer.lang };
}

function turns() {
  const shown = [];
  for (const one of document.querySelectorAll("#answers .asked, #answers .answer")) {
    if (one.matches(".asked")) shown.push({ question: one.textContent, lines: [] });
    else Object.assign(shown.at(-1), { lines: lines(one), ...facts(one) });
  }
  return shown;
}

async function save(form) {
  const body = JSON.stringify({ turns: turns() });
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(`api/export/${form}`, { method: "POST", headers, body }).catch(() => null);
  if (!answer?.ok) {
    const told = await answer?.json().catch(() => null);
    return tell(told?.error?.message ?? say(answer ? "failed" : "unreachable"));
  }
  const link = document.createElement("a");
  link.download = `report-assistant.${form}`;
  link.href = URL.createObjectURL(await answer.blob());
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  dialog.close();
}

dialog.addEventListener("click", (event) => {
  const form = event.target.closest("button[value]")?.value;
  if (form) save(form);
  else if (event.target === dialog || event.target.closest("#close-exporting")) dialog.close();
});
