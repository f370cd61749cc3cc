// A session that ends under the page: its next request is turned away, and the page goes back through the
// door, with the question that was about to be asked. In a portal's frame the portal signs its reader in.

import { settings } from "./words.js";

function back() {
  const question = document.querySelector("#question textarea")?.value.trim();
  if (question) location.assign(`./?ask=${encodeURIComponent(question)}`);
  else location.reload();
}

if (!settings.embedded) {
  const plain = window.fetch.bind(window);
  window.fetch = async (what, how) => {
    const answer = await plain(what, how);
    if (answer.status === 401 && new URL(answer.url).origin === location.origin) back();
    return answer;
  };
}
