const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

/** Whether a key press is meant for the field that has the focus, or for the browser. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  return event.target instanceof Element && event.target.matches(TYPING);
}

/** Put the focus on the first thing within `box` that can be filled in or pressed. */
export function focusFirst(box: Element): void {
  const first = box.querySelector<HTMLElement>(
    "select, textarea, input:not([type=hidden]), button, a[href]",
  );
  (first ?? (box as HTMLElement)).focus();
  // What stands there already gives way to what is typed.
  if (first instanceof HTMLInputElement) first.select();
}
