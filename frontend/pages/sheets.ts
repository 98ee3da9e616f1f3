// The page of sheets to print: words that do not fit are made smaller, as in the PDF, and its button asks the browser
// to print, which only a script can.
const SMALLEST = 0.42;
const STEP = 0.93;

for (const place of document.querySelectorAll<HTMLElement>("[data-fit]")) {
  for (let fit = STEP; place.scrollHeight > place.clientHeight + 1 && fit > SMALLEST; fit *= STEP) {
    place.style.setProperty("--fit", String(fit));
  }
}

const button = document.querySelector<HTMLButtonElement>("#print");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
