// The paragraph in a small window while the pointer or the focus is on its chip.

import { at, make } from "./words.js";
import * as report from "./report.js";

const peek = at("peek");
let waiting;

async function showPeek(chip) {
  const wanted = report.target(chip.href);
  const loaded = await report.load(wanted.report).catch(() => null);
  const paragraph = loaded && report.paragraphAt(loaded, wanted.place);
  if (!paragraph || !chip.matches(":hover, :focus-visible")) return;
  const where = [loaded.title, ...paragraph.headings.slice(-1).map((one) => one.title ?? "")].filter(Boolean);
  peek.replaceChildren(
    make("small", {}, where.join(" · ")),
    make("p", { lang: loaded.language, dir: "auto" }, make("b", {}, paragraph.mark), " ", paragraph.text)
  );
  peek.hidden = false;
  const anchor = chip.getBoundingClientRect();
  const below = anchor.bottom + 8 + peek.offsetHeight < innerHeight;
  peek.style.top = `${below ? anchor.bottom + 8 : anchor.top - peek.offsetHeight - 8}px`;
  peek.style.left = `${Math.min(Math.max(anchor.left - 40, 12), innerWidth - peek.offsetWidth - 12)}px`;
}

export function hidePeek() {
  clearTimeout(waiting);
  peek.hidden = true;
}

for (const [arrive, leave, delay] of [["mouseover", "mouseout", 180], ["focusin", "focusout", 0]]) {
  document.addEventListener(arrive, (event) => {
    const chip = event.target.closest?.("a.cite");
    if (!chip) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => showPeek(chip), delay);
  });
  document.addEventListener(leave, (event) => event.target.closest?.("a.cite") && hidePeek());
}
