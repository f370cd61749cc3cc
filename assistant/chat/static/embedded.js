// Inside a portal's frame: what the page and embed.js tell each other, over a port of their own.
//
// We knock; the portal answers with "hello" and a MessagePort, once, from an origin that may frame us.
// Nothing but the knock goes out before, and nothing but that hello is listened to.

import { settings } from "./words.js";

export const inside = settings.embedded && window.parent !== window;
const hearers = {}; // by the type of the portal's message
const asked = new Map(); // citations that the portal may open itself
let port = null;
let ready = false;
let trouble = null; // told to whoever says hello, for it may come before that
let count = 0;

export let portalOrigin = "";

export const on = (type, act) => (hearers[type] = act);
export const report = (type, data = {}) => port?.postMessage({ type, ...data });

export function problem(code, message) {
  trouble = { code, message };
  report("problem", trouble);
}

/** Tells the portal of a citation; true when the portal opens it itself. */
export function cited({ start, end, ...citation }) {
  if (!port) return false;
  count += 1;
  report("citation", { id: count, ...citation, quote: [start, end] });
  return new Promise((told) => asked.set(count, told));
}

/** The chat can be asked. */
export function open() {
  ready = true;
  report("ready");
}

/** `https://portal.example`, `https://*.example` or `http://localhost:*`, as in frame-ancestors. */
function matches(pattern, origin) {
  const form = pattern.replace(/[.[\]]/g, "\\$&").replace("//*\\.", "//[^/:]+\\.").replace(/:\*$/, "(:\\d+)?");
  return new RegExp(`^${form}$`).test(origin);
}

const mayFrame = (origin) => origin === location.origin || settings.portals.some((one) => matches(one, origin));

function greet({ origin, source, data, ports }) {
  if (source !== window.parent || data?.type !== "hello" || !ports[0] || !mayFrame(origin)) return;
  port?.close();
  [port] = ports;
  portalOrigin = origin;
  port.onmessage = ({ data: said }) => hearers[said?.type]?.(said);
  document.documentElement.classList.toggle("closable", data.closable === true);
  hearers.hello?.();
  if (ready) report("ready");
  if (trouble) report("problem", trouble);
}

on("cited", ({ id, by }) => {
  asked.get(id)?.(by === "portal");
  asked.delete(id);
});

// The portal has chosen the language.
document.documentElement.classList.toggle("spoken", settings.embedded && new URLSearchParams(location.search).has("lang"));
if (inside) {
  addEventListener("message", greet);
  addEventListener("pagehide", () => report("leaving")); // what is said now waits for the next page
  window.parent.postMessage({ type: "knock" }, "*");
}
