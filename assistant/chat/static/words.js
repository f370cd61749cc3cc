// What every script of the page needs: the words, the server, short messages.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const words = read("words");
export const settings = read("settings");
export const at = (id) => document.getElementById(id);

/** The phrase `name` with its $values filled in. */
export const say = (name, values = {}) =>
  words[name].replace(/\$(\w+)/g, (whole, key) => (key in values ? values[key] : whole));

/** A DOM element; text is text, never markup. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** JSON from the server; throws an Error in the reader's words. */
export async function fetchJson(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error(say("unreachable"));
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw Object.assign(new Error(body.error?.message ?? say("failed")), { code: body.error?.code });
  return body;
}

let hiding;
/** A short message at the foot of the page, read out by screen readers. */
export function tell(message) {
  const toast = at("toast");
  toast.textContent = message;
  // Shown anew each time, so that it lies above a dialog that was opened meanwhile.
  toast.hidePopover?.();
  toast.showPopover?.();
  clearTimeout(hiding);
  hiding = setTimeout(() => {
    toast.hidePopover?.();
    toast.textContent = "";
  }, 4000);
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without HTTPS (a portal on plain HTTP) browsers have no clipboard object.
    const box = make("textarea", { class: "sr" });
    box.value = text;
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }
  tell(say("copied"));
}
