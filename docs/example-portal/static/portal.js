// Questions of the page go to the assistant; its citations open in the page.
document.addEventListener("click", ({ target }) => target.dataset.ask && ReportAssistant.ask(target.dataset.ask));

ReportAssistant.onCitation(({ label, text }) => {
  const quote = document.getElementById("quote");
  quote.textContent = `${label}　${text}`;
  quote.hidden = false;
  document.getElementById("hint").hidden = true;
  if (matchMedia("(max-width: 640px)").matches) ReportAssistant.close(); // it covers the page
  return true; // opened here
});

document.addEventListener("report-assistant:problem", ({ detail }) => console.warn(detail.code, detail.message));
