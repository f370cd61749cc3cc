// The shelf: which reports are in, which one is open, adding and removing them.

import { at, fetchJson, make, say, settings, tell } from "./words.js";
import * as document_ from "./report.js";

const shelf = at("shelf");
const seenBy = document.querySelector("#seen-by select");
seenBy.append(...settings.groups.map((group) => make("option", { value: group }, group)));
seenBy.parentElement.hidden = !settings.groups.length;

async function fill() {
  const { reports } = await fetchJson("api/reports");
  const rows = reports.map(row);
  at("shelf-list").replaceChildren(...(rows.length ? rows : [make("li", {}, say("no_reports"))]));
  at("adding").hidden = !settings.uploads;
}

function row(report) {
  const facts = [report.status, report.body, dates(report), tongue(report.language), report.symbol, say("paragraphs", { n: report.paragraphs }), report.id, circle(report)];
  const button = make("button", { type: "button", class: "choose", lang: report.language },
    make("b", {}, report.title || report.id), make("small", {}, facts.filter(Boolean).join(" · ")));
  if (report.id === document_.opened()?.id) button.setAttribute("aria-current", "true");
  button.addEventListener("click", () => (shelf.close(), document_.openOrTell(report.id)));
  const item = make("li", {}, tick(report), button);
  if (settings.uploads) {
    const remove = make("button", { type: "button", class: "remove" }, say("remove"));
    remove.addEventListener("click", () => drop(report));
    item.append(exchange(report), remove);
  }
  return item;
}

/** A newer file in the place of a report: it comes in under the report's id. */
function exchange(report) {
  const button = make("button", { type: "button", class: "replace" }, say("replace"));
  button.addEventListener("click", () => {
    const chosen = make("input", { type: "file", accept: at("file").accept });
    chosen.addEventListener("change", () => chosen.files[0] && add(chosen.files, report.id));
    chosen.click();
  });
  return button;
}

/** The name of a language in that language, as the page's own choice of languages has it. */
const tongue = (code) => document.querySelector(`#language option[value="${CSS.escape(code)}"]`)?.textContent ?? code;

/** Who sees a report that not everyone sees; only curators are told. */
const circle = (report) => report.groups?.length && `${say("seen_by")} ${report.groups.join(", ")}`;

const dates = (report) => [...new Set(report.dates)].join(" – ");

async function drop(report) {
  const name = report.title || report.id;
  if (!confirm(say("remove_sure", { name }))) return;
  try {
    await fetchJson(`api/reports/${encodeURIComponent(report.id)}`, { method: "DELETE" });
    const wasOpen = document_.opened()?.id === report.id;
    document_.forget(report.id);
    const left = (await fetchJson("api/reports")).reports[0];
    if (wasOpen) left ? await document_.openOrTell(left.id) : document_.empty();
    if (ticked.delete(report.id)) scope();
    tell(say("removed", { name }));
    await fill();
  } catch (error) {
    tell(error.message);
  }
}

/** Send one file; the bar follows the bytes, then waits for the reader. */
function send(file, name, named) {
  const bar = at("progress");
  bar.hidden = false;
  bar.value = 0;
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    const group = named ? seenBy.value : ""; // what is replaced stays with its readers
    request.open("POST", `api/reports?name=${encodeURIComponent(name)}${group && `&group=${encodeURIComponent(group)}`}`);
    request.responseType = "json";
    request.upload.onprogress = (event) => (event.loaded < event.total ? (bar.value = event.loaded / event.total) : bar.removeAttribute("value"));
    request.onerror = () => failed(new Error(say("unreachable")));
    request.onload = () =>
      request.status < 300 ? done(request.response) : failed(new Error(request.response?.error?.message ?? say("failed")));
    request.send(file);
  }).finally(() => (bar.hidden = true));
}

async function add(files, id = "") {
  for (const file of files) {
    tell(say("adding", { name: file.name }));
    try {
      const added = await send(file, id ? id + (file.name.match(/\.\w+$/)?.[0] ?? "") : file.name, !id);
      document_.forget(added.id);
      const doubts = added.warnings.length ? ` · ${say("doubts", { n: added.warnings.length })}` : "";
      tell(say(added.outcome, { name: file.name }) + doubts);
      const told = added.warnings.map((one) => make("li", {}, say("doubt_at", { line: one.line, reason: one.message })));
      at("doubts").replaceChildren(...told.slice(0, 50));
      await document_.openOrTell(added.id);
      await fill();
    } catch (error) {
      tell(`${file.name}: ${error.message}`);
    }
  }
}

at("file").addEventListener("change", async (event) => {
  await add([...event.target.files]);
  event.target.value = "";
});
at("open-shelf").addEventListener("click", () => {
  shelf.showModal();
  fill().catch((error) => tell(error.message));
});
at("close-shelf").addEventListener("click", () => shelf.close());
shelf.addEventListener("click", (event) => event.target === shelf && shelf.close());

// ---- which reports a question goes to: the ticked ones, or all -----------------------------------

const ticked = new Set();

function tick(report) {
  const box = make("input", { type: "checkbox", checked: ticked.has(report.id), "aria-label": report.title || report.id });
  box.addEventListener("change", () => {
    box.checked ? ticked.add(report.id) : ticked.delete(report.id);
    scope();
  });
  return box;
}

function scope() {
  const box = document.querySelector("#scope textarea, #scope input");
  box.value = [...ticked].join(" ");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  at("asked-of")?.remove();
  if (!ticked.size) return;
  const all = make("button", { type: "button" }, say("ask_all"));
  all.addEventListener("click", () => (ticked.clear(), scope()));
  at("question").before(make("div", { id: "asked-of", role: "status" }, say("asked_of", { n: ticked.size }), all));
}
