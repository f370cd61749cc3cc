// 有用 / 有误: what a reader thinks of an answer, kept on the server.

import { at, fetchJson, say, tell } from "./words.js";

const dialog = at("why");
let judged = null;

/** The questions above an answer, oldest first. */
function questionsOf(answer) {
  const asked = [...document.querySelectorAll("#answers .asked")];
  const before = (one) => one.compareDocumentPosition(answer) & Node.DOCUMENT_POSITION_FOLLOWING;
  return asked.filter(before).map((one) => one.textContent);
}

/** The question above an answer. */
export const questionOf = (answer) => questionsOf(answer).at(-1) ?? "";

/** The question and those before it, the answer's words, and the paragraphs it cites. */
function facts(answer) {
  return {
    question: questionOf(answer),
    before: questionsOf(answer).slice(0, -1).slice(-100),
    answer: [...answer.querySelectorAll(":scope > p:not(.follow)")].map((one) => one.textContent.replaceAll("\u2060", "")).join("\n"),
    citations: [...answer.querySelectorAll("a.cite")].map((chip) => decodeURIComponent(new URL(chip.href).search + new URL(chip.href).hash)),
  };
}

async function send(answer, verdict, reason = "") {
  const body = JSON.stringify({ ...facts(answer), verdict, reason });
  try {
    await fetchJson("api/feedback", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    tell(say("thanks"));
  } catch (error) {
    tell(error.message);
  }
}

export const praise = (button) => send(button.closest(".answer"), "up");

export function complain(button) {
  judged = button.closest(".answer");
  at("why-more").value = "";
  dialog.showModal();
}

dialog.querySelector("form").addEventListener("submit", () => {
  const reason = dialog.querySelector("[name=reason]:checked").value;
  send(judged, "down", [reason, at("why-more").value.trim()].filter(Boolean).join(": "));
});
at("close-why").addEventListener("click", () => dialog.close());
