import { focusFirst } from "./keys";

/** Open the decision of a key within `box` and put the focus into it; false when it has none. */
export function openDecision(box: ParentNode, key: string): boolean {
  const found = box.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  if (!found) return false;
  if (found instanceof HTMLDetailsElement) {
    closeDecisions(box);
    found.open = true;
    focusFirst(found.querySelector("form") ?? found);
  } else if (key === "x") {
    box.querySelector<HTMLElement>("input[name=signals]")?.focus();
  } else {
    focusFirst(found.querySelector("form") ?? found);
  }
  found.scrollIntoView({ block: "nearest" });
  return true;
}

/** Close what is open; whether anything was. */
export function closeDecisions(box: ParentNode): boolean {
  const open = [...box.querySelectorAll<HTMLDetailsElement>("details.decision[open]")];
  for (const one of open) one.open = false;
  return open.length > 0;
}

/** Take the last decision back, when the page offers it. */
export function undo(box: ParentNode): void {
  box.querySelector<HTMLButtonElement>("[data-undo]")?.click();
}
