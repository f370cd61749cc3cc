// Inside a portal's frame: what the page and embed.js tell each other. Who may frame us is decided by
// the policy's frame-ancestors, so whoever is our parent may listen.

import { settings } from "./words.js";

const inside = settings.embedded && window.parent !== window;
const portalOpens = new URLSearchParams(location.search).get("citations") === "portal";

export const report = (type, data = {}) => inside && window.parent.postMessage({ type, ...data }, "*");

/** Tells the portal of a citation; true when the portal opens it itself. */
export function cited(place) {
  report("citation", { report: place.report, place: place.place, quote: [place.start, place.end] });
  return inside && portalOpens;
}

export function listen({ ask, focus }) {
  if (!inside) return;
  addEventListener("message", (event) => {
    if (event.source !== window.parent || event.data?.from !== "portal") return;
    if (event.data.type === "ask" && typeof event.data.text === "string") ask(event.data.text);
    if (event.data.type === "focus") focus();
  });
  report("ready");
}
