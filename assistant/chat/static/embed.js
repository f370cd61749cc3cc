/* The assistant on a page of yours, one line:
 *
 *   <script src="https://host/embed.js" data-report="…" data-lang="zh" data-theme="auto"></script>
 *
 * data-report: the report to open first.  data-lang: zh, zh-Hant, en, fr, es, ru, ar.
 * data-theme: light, dark, auto.          data-citations="portal": you open citations yourself.
 *
 * ReportAssistant.open(), .close(), .ask(text), .onAnswer(f), .onCitation(f). Your page's policy needs
 * script-src and frame-src https://host; styles are set one by one, so that no style-src is needed.
 */
(() => {
  const script = document.currentScript;
  const home = new URL("./", script.src);
  const hearers = { answer: [], citation: [] };
  const waiting = [];
  let ready = false;

  const address = new URL("embed", home);
  for (const name of ["report", "lang", "theme", "citations"]) {
    if (script.dataset[name]) address.searchParams.set(name, script.dataset[name]);
  }

  const button = style(document.createElement("button"), {
    position: "fixed", insetInlineEnd: "20px", bottom: "20px", zIndex: 2147483000, width: "56px", height: "56px",
    border: "0", borderRadius: "50%", background: "#175067", cursor: "pointer", padding: "0",
    boxShadow: "0 4px 18px rgb(20 18 12 / 30%)",
  });
  button.type = "button";
  button.setAttribute("aria-expanded", "false");
  const picture = style(document.createElement("img"), { width: "32px", height: "32px", display: "block", margin: "auto" });
  picture.src = new URL("page/icon.svg", home);
  picture.alt = { zh: "报告助手", "zh-Hant": "報告助手", fr: "Assistant de rapports", es: "Asistente de informes",
    ru: "Помощник по докладам", ar: "مساعد التقارير" }[script.dataset.lang] ?? "Report Assistant";
  button.append(picture);

  const frame = style(document.createElement("iframe"), {
    position: "fixed", insetInlineEnd: "20px", bottom: "88px", zIndex: 2147483000, border: "0", display: "none",
    width: "min(440px, calc(100vw - 24px))", height: "min(680px, calc(100dvh - 108px))", borderRadius: "14px",
    boxShadow: "0 8px 40px rgb(20 18 12 / 30%)", background: "#f5f3ee",
  });
  frame.title = picture.alt;
  frame.allow = "clipboard-write";

  function style(element, rules) {
    for (const [name, value] of Object.entries(rules)) element.style[name] = value;
    return element;
  }

  function show(shown) {
    if (shown && !frame.src) frame.src = address;
    frame.style.display = shown ? "block" : "none";
    button.setAttribute("aria-expanded", String(shown));
    if (!shown) button.focus();
    else if (ready) post({ type: "focus" });
  }

  const post = (message) => frame.contentWindow.postMessage({ from: "portal", ...message }, home.origin);

  addEventListener("message", (event) => {
    if (event.origin !== home.origin || event.source !== frame.contentWindow) return;
    const { type, ...rest } = event.data;
    if (type === "ready") {
      ready = true;
      waiting.splice(0).forEach(post);
    } else if (type === "close") show(false);
    else hearers[type]?.forEach((hear) => hear(rest));
  });
  button.addEventListener("click", () => show(frame.style.display === "none"));

  window.ReportAssistant = {
    open: () => show(true),
    close: () => show(false),
    ask(text) {
      show(true);
      ready ? post({ type: "ask", text }) : waiting.push({ type: "ask", text });
    },
    onAnswer: (hear) => hearers.answer.push(hear),
    onCitation: (hear) => hearers.citation.push(hear),
  };

  const put = () => document.body.append(frame, button);
  document.body ? put() : addEventListener("DOMContentLoaded", put);
})();
