const PAUSE = 400;
const KEPT = 24 * 3600 * 1000;
const PREFIX = "sipks-draft:";
const SIGN_OUT = "/akun/logout/";
let signedOut = false;

interface Kept {
  at: number;
  values: Record<string, string>;
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function read(key: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") as Kept | null;
    return kept && Date.now() - kept.at < KEPT ? kept : null;
  } catch {
    return null;
  }
}

/** What was typed stays on this device until it is sent or its writer signs out, a day at most: for
a phone that loses its power. */
class Draft {
  private readonly key: string;
  private readonly note: HTMLElement | null;
  private timer = 0;

  constructor(private readonly form: HTMLFormElement) {
    this.key = `${PREFIX}${form.dataset.draft}:${form.dataset.draftUser}`;
    this.note = form.querySelector<HTMLElement>("[data-draft-note]");
    if (!form.querySelector(".is-invalid")) this.restore();
    form.addEventListener("input", () => this.later());
    form.querySelector("[data-draft-clear]")?.addEventListener("click", () => this.clear());
  }

  private fields(): Field[] {
    const all = this.form.querySelectorAll<Field>("input, textarea, select");
    // What will be sealed is never kept in the clear, not even on the writer's own device.
    return [...all].filter((one) => one.name && one.type !== "hidden" && !one.closest("[data-sealed]"));
  }

  private later(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.keep(), PAUSE);
  }

  private keep(): void {
    const filled = this.fields().filter((one) => one.value);
    const values = Object.fromEntries(filled.map((one) => [one.name, one.value]));
    if (signedOut) return;
    try {
      localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), values }));
    } catch {
      // A full or forbidden store: the form works without drafts.
    }
  }

  private restore(): void {
    const kept = read(this.key);
    let restored = false;
    for (const one of kept ? this.fields() : []) {
      const value = kept?.values[one.name];
      if (value === undefined || value === one.value) continue;
      one.value = value;
      one.closest("details")?.setAttribute("open", "");
      restored = true;
    }
    if (restored && this.note) this.note.hidden = false;
  }

  private clear(): void {
    localStorage.removeItem(this.key);
    this.form.reset();
    if (this.note) this.note.hidden = true;
  }
}

function drafts(): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return []; // A forbidden store holds nothing.
  }
}

function forget(name: string): void {
  for (const key of drafts()) {
    if (key.startsWith(`${PREFIX}${name}:`)) localStorage.removeItem(key);
  }
}

/** Officers share machines: no draft outlives its day, nor the session of its writer. */
function startForgetting(): void {
  for (const key of drafts()) if (!read(key)) localStorage.removeItem(key);
  document.addEventListener("submit", (event) => {
    // Not `form.action`: a form may have a field of that name, as the report has.
    const action = (event.target as Element).getAttribute("action") ?? location.pathname;
    if (!action.endsWith(SIGN_OUT)) return;
    signedOut = true;
    for (const key of drafts()) localStorage.removeItem(key);
  });
}

function startLocate(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-locate]");
  const form = button?.form;
  if (!button || !form || !navigator.geolocation) return;
  const note = form.querySelector<HTMLElement>("[data-locate-note]");
  const say = (text: string) => note && (note.textContent = text);
  const fill = (name: string, value: number) => {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value.toFixed(5);
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        fill("lat", coords.latitude);
        fill("lon", coords.longitude);
        say(`± ${Math.round(coords.accuracy)} m`);
        form.dispatchEvent(new Event("input", { bubbles: true }));
      },
      () => say(button.dataset.locateFailed ?? ""),
      { enableHighAccuracy: true, timeout: 20_000 },
    );
  });
}

/** "Today" and "yesterday" by a tap, in the time of this device. */
function startDays(): void {
  for (const box of document.querySelectorAll<HTMLElement>("[data-days]")) {
    const field = box.parentElement?.querySelector<HTMLInputElement>("input[type=date]");
    if (!field) continue;
    box.hidden = false;
    box.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>("[data-day]");
      if (!button) return;
      const day = new Date();
      day.setDate(day.getDate() + Number(button.dataset.day));
      // The Swedish form of a date is the ISO form.
      field.value = day.toLocaleDateString("sv-SE");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}

/** Keep drafts of the forms that ask for it, and forget those that were sent. */
export function startDrafts(): void {
  startForgetting();
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-draft]")) {
    new Draft(form);
  }
  const sent = document.querySelector<HTMLElement>("[data-draft-sent]");
  if (sent) forget(sent.dataset.draftSent ?? "");
  startLocate();
  startDays();
}
