/* The assistant on a page of yours. One line gives a button that opens the chat:
 *
 *   <script src="https://host/embed.js" data-report="…" data-lang="zh" data-theme="auto"></script>
 *
 * and it defines the element <report-assistant report lang theme token token-url citations mode host>.
 * docs/portal.md tells the rest. Your page's policy needs script-src and frame-src https://host, and
 * no style-src: styles are constructed sheets.
 */
(() => {
  const WORDS = __WORDS__;
  const NAME = "report-assistant";
  const OPTIONS = ["report", "lang", "theme", "token", "token-url", "citations", "mode"];

  const STYLE = `
    :host { display: contents; }
    :host([mode="inline"]) { display: block; height: 36rem; }
    :host([hidden]) { display: none; }
    .toggle, dialog { position: fixed; inset-inline-end: 20px; border: 0; margin: 0; padding: 0; }
    .toggle {
      bottom: calc(20px + var(--row) * 68px); z-index: 2147483000; width: 56px; height: 56px; border-radius: 50%;
      background: #175067; color: #fff; cursor: pointer; box-shadow: 0 4px 18px rgb(20 18 12 / 30%);
    }
    .toggle:hover { background: #1d6380; }
    .toggle:focus-visible { outline: 3px solid #fff; box-shadow: 0 0 0 6px #175067; }
    .leave { position: absolute; z-index: 1; inset-block-start: 8px; inset-inline-end: 8px; width: 44px; height: 44px; border: 0; background: none; color: inherit; cursor: pointer; }
    svg { display: block; margin: auto; width: 28px; height: 28px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
    [aria-expanded="true"] .closed, [aria-expanded="false"] .opened { display: none; }
    dialog {
      inset-block: auto calc(88px + var(--row) * 68px); inset-inline-start: auto; z-index: 2147483001; overflow: hidden;
      width: min(440px, calc(100vw - 40px)); height: min(700px, calc(100dvh - 112px - var(--row) * 68px));
      max-width: none; max-height: none; border-radius: 14px; box-shadow: 0 8px 40px rgb(20 18 12 / 30%);
    }
    dialog, .inline { background: #f5f3ee; color: #5d5a52; }
    .inline { position: relative; height: 100%; overflow: hidden; }
    iframe { position: relative; display: block; width: 100%; height: 100%; border: 0; color-scheme: normal; opacity: 0; transition: opacity .15s; }
    .there iframe { opacity: 1; }
    p { position: absolute; inset: 0; margin: auto; padding: 2rem; height: fit-content; font: 15px/1.7 system-ui, sans-serif; text-align: center; }
    .there p { display: none; }
    @media (max-width: 640px) {
      dialog { inset: 0; width: 100vw; height: 100dvh; border-radius: 0; }
    }
    @media (prefers-reduced-motion: reduce) { iframe { transition: none; } }
    @media print { .toggle, dialog { display: none; } }
    :host([theme="dark"]) :is(dialog, .inline) { background: #171816; color: #a8a497; }
    @media (prefers-color-scheme: dark) { :host(:not([theme="light"])) :is(dialog, .inline) { background: #171816; color: #a8a497; } }
  `;
  const SHAPES = { closed: "M5 5h18v14H13l-5 4v-4H5zM10 10h8M10 14h5", opened: "M8 8l12 12M20 8L8 20" };

  const line = document.currentScript; // a module has none
  const lines = line ? [line] : [...document.querySelectorAll('script[type="module"][src*="/embed.js"]')];
  const home = (script) => new URL("./", script.src).href;
  const phone = matchMedia("(max-width: 640px)");
  let sheet;

  class ReportAssistantElement extends HTMLElement {
    static observedAttributes = ["report", "lang", "theme", "token"];
    static host = lines[0] && home(lines[0]);
    #root = this.attachShadow({ mode: "open" });
    #alive = null; // aborted when the element leaves the page
    #frame = null;
    #holder = null; // the dialog, or the box of an inline frame
    #button = null;
    #port = null; // to the frame, once it has knocked
    #ready = false;
    #waiting = []; // what is to be said when the frame is ready
    #source = null; // a token, or a function that fetches one
    #spent = null;
    #before = null; // what had the focus before the panel was opened

    connectedCallback() {
      if (this.#alive) return;
      this.#alive = new AbortController();
      const { signal } = this.#alive;
      this.#root.adoptedStyleSheets = [styles()];
      this.#inline ? this.#buildInline() : this.#buildButton(signal);
      addEventListener("message", (event) => this.#knocked(event), { signal });
      phone.addEventListener("change", () => this.#holder.open && this.#show(), { signal });
      if (this.#inline) this.#load();
      this.#tell("placed");
    }

    disconnectedCallback() {
      this.#alive?.abort();
      this.#hangUp();
      this.#root.replaceChildren();
      this.#alive = this.#frame = this.#holder = this.#button = null;
    }

    attributeChangedCallback(name, before, after) {
      if (before === after) return;
      if (name === "token") this.setToken(after);
      else if (this.#frame?.src) this.#reload();
      if (name === "lang" && this.#holder) this.#name();
    }

    // ---- what a portal calls ----

    open() {
      if (!this.#holder) return;
      this.#load();
      if (this.#inline) this.scrollIntoView({ block: "nearest" });
      else if (!this.#holder.open) {
        this.#before = document.activeElement;
        this.#show();
        this.#button.setAttribute("aria-expanded", "true");
        this.#tell("open");
      }
      this.#frame.focus({ preventScroll: true });
      this.#say({ type: "focus" });
    }

    close() {
      if (this.#holder?.open) this.#holder.close();
    }

    ask(text) {
      this.open();
      this.#say({ type: "ask", text: String(text) });
    }

    /** A signed token, or a function that gives one (or its promise) whenever one is needed; null: the
     *  reader has signed out, and the frame forgets what was asked. */
    setToken(token) {
      this.#source = token || null;
      if (!this.#frame?.src) return;
      if (!this.#source) this.#port?.postMessage({ type: "sign-out" });
      else if (!this.#frame.src.includes("signin=")) this.#reload();
      else if (this.#port) this.#handToken();
    }

    onAnswer(act) {
      return onAnswer(this, act);
    }

    onCitation(act) {
      return onCitation(this, act);
    }

    // ---- the button, the panel, the frame ----

    get #inline() {
      return this.getAttribute("mode") === "inline";
    }

    get #host() {
      const told = this.getAttribute("host") || ReportAssistantElement.host || ".";
      return new URL(told.replace(/\/?$/, "/"), document.baseURI);
    }

    get #words() {
      return WORDS[this.lang] ?? WORDS[navigator.language.slice(0, 2)] ?? WORDS.en;
    }

    #buildInline() {
      this.#holder = make("div", { class: "inline", part: "panel" });
      this.#fill();
      this.#root.append(this.#holder);
    }

    #buildButton(signal) {
      const others = [...document.querySelectorAll(`${NAME}:not([mode="inline"])`)];
      const row = Math.max(others.indexOf(this), 0);
      const id = "panel";
      this.#button = make("button", { type: "button", class: "toggle", part: "button", "aria-expanded": "false", "aria-haspopup": "dialog", "aria-controls": id });
      this.#button.append(...Object.entries(SHAPES).map(picture));
      this.#holder = make("dialog", { id, part: "panel" });
      for (const one of [this.#button, this.#holder]) one.style.setProperty("--row", row);
      this.#fill();
      this.#root.append(this.#button, this.#holder);
      this.#button.addEventListener("click", () => (this.#holder.open ? this.close() : this.open()));
      for (const sign of ["pointerenter", "focus"]) this.#button.addEventListener(sign, () => this.#load(), { once: true });
      this.#holder.addEventListener("close", () => this.#closed());
      this.#root.addEventListener("keydown", (event) => event.key === "Escape" && this.close(), { signal });
    }

    #fill() {
      this.#frame = make("iframe", { allow: "clipboard-write", referrerpolicy: "origin" });
      this.#frame.addEventListener("load", () => this.#loaded());
      this.#holder.append(make("p", { role: "status" }), this.#frame);
      this.#name();
    }

    #name() {
      const { title } = this.#words;
      this.#button?.setAttribute("aria-label", title);
      this.#button?.setAttribute("title", title);
      this.#holder.setAttribute("aria-label", title);
      this.#frame.title = title;
    }

    #load() {
      if (this.#frame.src) return;
      this.#holder.querySelector("p").textContent = this.#words.loading;
      if (!this.#inline) this.#holder.prepend(this.#leave());
      this.#frame.src = this.#address();
    }

    /** Until the frame has its own: on a phone nothing else closes the sheet. */
    #leave() {
      const button = make("button", { type: "button", class: "leave", "aria-label": this.#words.close });
      button.append(picture(["", SHAPES.opened]));
      button.addEventListener("click", () => this.close());
      return button;
    }

    #reload() {
      this.#hangUp();
      this.#frame.src = this.#address();
    }

    #address() {
      const address = new URL("embed", this.#host);
      for (const name of ["report", "lang", "theme"]) {
        if (this.getAttribute(name)) address.searchParams.set(name, this.getAttribute(name));
      }
      if (this.#source || this.getAttribute("token-url")) address.searchParams.set("signin", "portal");
      return address;
    }

    /** Beside the page, or on a phone over it: then the page behind is inert. */
    #show() {
      this.#holder.close();
      phone.matches ? this.#holder.showModal() : this.#holder.show();
    }

    #closed() {
      if (!this.#holder || this.#holder.open) return; // shown anew in another form
      this.#button.setAttribute("aria-expanded", "false");
      // A dialog gives the focus back by itself, but not out of another site's frame.
      if (this.#root.activeElement === this.#frame) (this.#before?.matches(`${NAME}, body`) ? this.#button : this.#before)?.focus();
      this.#tell("close");
    }

    /** The frame has loaded: a page of ours knocks before that, a refusal of the browser never does. */
    #loaded() {
      if (this.#port || !this.#frame?.getAttribute("src")) return;
      const { refused } = this.#words;
      this.#holder.querySelector("p").textContent = refused;
      this.#tell("problem", { code: "not_framed", message: refused });
    }

    // ---- talking with the frame ----

    /** Our frame asks for a line; it gets a port of its own, and nobody else can speak on it. */
    #knocked(event) {
      const mine = event.source === this.#frame?.contentWindow && event.origin === this.#host.origin;
      if (!mine || event.data?.type !== "knock") return;
      this.#hangUp();
      const { port1, port2 } = new MessageChannel();
      this.#port = port1;
      port1.onmessage = ({ data }) => this.#heard(data);
      const hello = { type: "hello", closable: !this.#inline };
      this.#frame.contentWindow.postMessage(hello, this.#host.origin, [port2]);
      this.#holder.classList.add("there");
      this.#holder.querySelector(".leave")?.remove();
    }

    #hangUp() {
      this.#port?.close();
      this.#port = null;
      this.#ready = false;
    }

    #heard({ type, ...detail }) {
      if (type === "close") this.close();
      else if (type === "token") this.#handToken();
      else if (type === "signed-in") this.#spent = detail.token;
      else if (type === "citation") this.#cited(detail);
      else if (type === "leaving") this.#hangUp();
      else if (type === "ready") {
        this.#ready = true;
        this.#waiting.splice(0).forEach((message) => this.#port.postMessage(message));
        this.#tell("ready");
      } else if (type === "answer" || type === "problem") this.#tell(type, detail);
    }

    #say(message) {
      this.#ready ? this.#port.postMessage(message) : this.#waiting.push(message);
    }

    #cited({ id, ...citation }) {
      const left = this.#tell("citation", citation) && this.getAttribute("citations") !== "portal";
      this.#port.postMessage({ type: "cited", id, by: left ? "widget" : "portal" });
    }

    async #handToken() {
      const port = this.#port;
      let token = "";
      try {
        token = await this.#fetchToken();
      } catch (error) {
        this.#tell("problem", { code: "no_token", message: String(error?.message ?? error) });
      }
      port?.postMessage({ type: "token", token: typeof token === "string" && token !== this.#spent ? token : "" });
    }

    async #fetchToken() {
      if (typeof this.#source === "function") return this.#source();
      if (this.#source && this.#source !== this.#spent) return this.#source;
      if (!this.getAttribute("token-url")) return "";
      const answer = await fetch(this.getAttribute("token-url"), { credentials: "include", cache: "no-store" });
      if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
      const text = (await answer.text()).trim();
      return text.startsWith("{") ? JSON.parse(text).token : text;
    }

    /** False when a hearer has called preventDefault. */
    #tell(name, detail = {}) {
      const init = { detail, bubbles: true, composed: true, cancelable: name === "citation" };
      return this.dispatchEvent(new CustomEvent(`${NAME}:${name}`, init));
    }
  }

  function hear(target, name, act) {
    target.addEventListener(`${NAME}:${name}`, act);
    return () => target.removeEventListener(`${NAME}:${name}`, act);
  }

  /** Both give back a function that ends the listening. */
  const onAnswer = (target, act) => hear(target, "answer", (event) => act(event.detail));

  /** `act` may return true: the portal has opened the citation itself. */
  const onCitation = (target, act) =>
    hear(target, "citation", (event) => act(event.detail) === true && event.preventDefault());

  function styles() {
    if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(STYLE);
    return sheet;
  }

  function make(tag, attributes) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  function picture([name, shape]) {
    const [svg, path] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
    svg.setAttribute("viewBox", "0 0 28 28");
    svg.setAttribute("class", name);
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", shape);
    svg.append(path);
    return svg;
  }

  if (!customElements.get(NAME)) {
    const first = () => document.querySelector(NAME);
    let early = []; // said before there was an element
    const call = (name) => (...given) => (first() ? first()[name](...given) : early?.push([name, given]));
    window.ReportAssistant = {
      open: call("open"), close: call("close"), ask: call("ask"), setToken: call("setToken"),
      onAnswer: (act) => onAnswer(document, act), onCitation: (act) => onCitation(document, act),
    };
    document.addEventListener(`${NAME}:placed`, ({ target }) => {
      early.forEach(([name, given]) => target[name](...given));
      early = null;
    }, { once: true });
    customElements.define(NAME, ReportAssistantElement);
  }

  const given = (script) => OPTIONS.filter((name) => script.hasAttribute(`data-${name}`));

  /** The element of a script line; none where the page has elements of its own and the line says nothing. */
  function place(script) {
    const names = given(script);
    if (!names.length && document.querySelector(NAME)) return;
    const attributes = Object.fromEntries(names.map((name) => [name, script.getAttribute(`data-${name}`)]));
    const element = make(NAME, { host: home(script), ...attributes });
    const same = (one) => ["host", "report", "mode"].every((name) => one.getAttribute(name) === element.getAttribute(name));
    const placed = [...document.querySelectorAll(NAME)].find(same); // the line has run before
    if (placed) attributes.token && placed.setToken(attributes.token);
    else if (attributes.mode === "inline") script.after(element);
    else document.body.append(element);
  }

  const begin = () => lines.forEach(place);
  const now = document.body && (document.readyState !== "loading" || lines.every((one) => given(one).length));
  now ? begin() : addEventListener("DOMContentLoaded", begin, { once: true });
})();
