// The Print button of a handout. The size is chosen by the address (#large), so it needs no script.
"use strict";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
