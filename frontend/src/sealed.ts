/** What was opened from under seal goes with the page: no step back in the browser brings it again,
not even where the browser keeps whole pages for that. */
export function startSealed(): void {
  window.addEventListener("pagehide", () => {
    for (const one of document.querySelectorAll("[data-sealed-value]")) one.replaceChildren();
  });
}
