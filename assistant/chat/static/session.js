// Signed in by the portal: its token is exchanged once for a session, which this module alone holds and
// which goes with every request of the frame, Gradio's too, whose own scripts run after this one.

import { make, say } from "./words.js";
import { inside, on, portalOrigin, report } from "./embedded.js";

const PATIENCE = 10_000; // milliseconds until we say that the portal is silent
const query = new URLSearchParams(location.search);
const wanted = inside && query.get("signin") === "portal";
const plain = window.fetch.bind(window);
let session = null; // { text, ends }
let renewal;
const waiting = []; // requests that want a session

// What is kept of a signed-in reader's talk ends with the tab; a browser that forbids storage keeps
// nothing; and widgets for different reports keep their talks apart.
const store = usable(() => (wanted ? sessionStorage : localStorage)) ?? memory();
if (inside) Object.defineProperty(window, "localStorage", { value: scoped(`${query.get("report") ?? ""}/`), configurable: true });

function scoped(prefix) {
  return {
    getItem: (name) => store.getItem(prefix + name),
    setItem: (name, value) => store.setItem(prefix + name, value),
    removeItem: (name) => store.removeItem(prefix + name),
  };
}

function usable(storage) {
  try {
    const found = storage();
    return found.length >= 0 ? found : null;
  } catch {
    return null;
  }
}

function memory() {
  const kept = new Map();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, String(value)),
    removeItem: (name) => void kept.delete(name),
    clear: () => kept.clear(),
  };
}

// ---- requests ------------------------------------------------------------------------------------

async function signedFetch(what, how) {
  const request = new Request(what, how);
  if (new URL(request.url).origin !== location.origin) return plain(request);
  if (!wanted) return watched(await plain(request));
  const again = request.clone();
  const text = await current();
  const answer = await plain(signed(request, text));
  if (answer.status !== 401) return answer;
  if (session?.text === text) session.ends = 0;
  return watched(await plain(signed(again, await current())));
}

/** Nobody here is signed in: the reader is told, and the portal may do something about it. */
function watched(answer) {
  if (answer.status !== 401) return answer;
  answer.clone().json().then(({ error }) => complain(error.code, error.message)).catch(() => complain("sign_in_required", say("portal_silent")));
  return answer;
}

function signed(request, text) {
  request.headers.set("Authorization", `Bearer ${text}`);
  return request;
}

/** The session, asked for anew when it has ended. */
function current() {
  if (session && Date.now() < session.ends) return session.text;
  if (session) report("token");
  session = null;
  return new Promise((granted) => waiting.push(granted));
}

// ---- the portal's token -----------------------------------------------------------------------------

async function take({ token }) {
  if (!token) complain("no_token", say("session_ended"));
  else if (anotherReader(token)) location.reload();
  else await exchange(token);
}

async function exchange(token) {
  try {
    const body = JSON.stringify({ token, origin: portalOrigin });
    const answer = await plain("api/session", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) begin(said, token);
    else complain(said.error?.code ?? "failed", said.error?.message ?? say("failed"));
  } catch {
    complain("unreachable", say("unreachable"));
  }
}

function begin({ session: text, seconds }, token) {
  session = { text, ends: Date.now() + seconds * 1000 };
  report("signed-in", { token });
  clearTimeout(renewal);
  renewal = setTimeout(() => report("token"), seconds * 800);
  document.getElementById("sign-in")?.remove();
  waiting.splice(0).forEach((granted) => granted(text));
}

/** A tab may pass from one reader to another: the second finds nothing of the first. */
function anotherReader(token) {
  const [, claims = ""] = token.split(".");
  const subject = subjectOf(claims);
  const before = store.getItem("reader");
  if (before === null || before === subject) return void store.setItem("reader", subject);
  store.clear();
  store.setItem("reader", subject);
  return true;
}

/** Not checked here: only to keep apart what is kept. */
function subjectOf(claims) {
  try {
    return String(JSON.parse(atob(claims.replace(/-/g, "+").replace(/_/g, "/"))).sub);
  } catch {
    return "";
  }
}

/** In words here, and as an event for the portal. */
function complain(code, message) {
  const shown = document.getElementById("sign-in");
  if (shown?.firstChild.textContent === message) return;
  report("problem", { code, message });
  if (session && Date.now() < session.ends) return; // a renewal that failed; there is time yet
  shown?.remove();
  const again = make("button", { type: "button", class: "add" }, say("try_again"));
  again.addEventListener("click", () => {
    again.parentElement.remove();
    wanted ? report("token") : location.reload();
  });
  document.body.append(make("div", { id: "sign-in", role: "alert" }, make("p", {}, message), again));
}

if (inside) window.fetch = signedFetch;
if (wanted) {
  on("token", take);
  on("sign-out", () => (store.clear(), location.reload()));
  on("hello", () => report("token"));
  setTimeout(() => session || document.getElementById("sign-in") || complain("no_token", say("portal_silent")), PATIENCE);
}
