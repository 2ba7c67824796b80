export interface FoundArea {
  code: string;
  name: string;
  level: string;
  path: string;
}

const PAUSE = 180;
const LEAST = 2;

async function find(address: string, query: string, signal: AbortSignal): Promise<FoundArea[]> {
  const response = await fetch(`${address}?q=${encodeURIComponent(query)}`, {
    headers: { Accept: "application/json" },
    signal,
  });
  if (!response.ok) return [];
  return ((await response.json()) as { results: FoundArea[] }).results;
}

function go(area: FoundArea, pages: string): void {
  const event = new CustomEvent("sipks:area", { detail: area, cancelable: true });
  // The map takes the area itself; elsewhere we go to its page.
  if (document.dispatchEvent(event)) window.location.assign(pages.replace("CODE", area.code));
}

/** A combobox after WAI-ARIA: arrows move, Enter chooses, Escape closes. */
class AreaSearch {
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private found: FoundArea[] = [];
  private chosen = -1;
  private timer = 0;
  private asking = new AbortController();

  constructor(private readonly form: HTMLFormElement) {
    this.input = form.querySelector("input") as HTMLInputElement;
    this.list = form.querySelector("[role=listbox]") as HTMLElement;
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-expanded", "false");
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => window.setTimeout(() => this.close(), 150));
    this.list.addEventListener("pointerdown", (event) => this.point(event));
  }

  private later(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), PAUSE);
  }

  private async ask(): Promise<void> {
    const query = this.input.value.trim();
    this.asking.abort();
    if (query.length < LEAST) return this.close();
    this.asking = new AbortController();
    try {
      this.found = await find(this.form.action, query, this.asking.signal);
    } catch {
      return;
    }
    this.chosen = this.found.length ? 0 : -1;
    this.draw();
  }

  private option(area: FoundArea, index: number): HTMLLIElement {
    const row = document.createElement("li");
    row.id = `${this.list.id}-${index}`;
    row.role = "option";
    row.dataset.index = String(index);
    row.ariaSelected = String(index === this.chosen);
    const where = document.createElement("small");
    where.textContent = [area.level, area.path].filter(Boolean).join(" · ");
    row.append(area.name, where);
    return row;
  }

  private draw(): void {
    if (this.found.length) {
      this.list.replaceChildren(...this.found.map((area, index) => this.option(area, index)));
    } else {
      const none = document.createElement("li");
      none.role = "option";
      none.ariaDisabled = "true";
      none.textContent = this.form.dataset.empty ?? "";
      this.list.replaceChildren(none);
    }
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark();
  }

  private mark(): void {
    for (const row of this.list.querySelectorAll<HTMLElement>("[data-index]")) {
      const on = Number(row.dataset.index) === this.chosen;
      row.ariaSelected = String(on);
      if (on) row.scrollIntoView({ block: "nearest" });
    }
    const active = this.chosen < 0 ? "" : `${this.list.id}-${this.chosen}`;
    this.input.setAttribute("aria-activedescendant", active);
  }

  private close(): void {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Escape") return this.close();
    if (this.list.hidden || !this.found.length) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.chosen = (this.chosen + step + this.found.length) % this.found.length;
      this.mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.choose(this.chosen);
    }
  }

  private point(event: PointerEvent): void {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-index]");
    if (!row) return;
    event.preventDefault();
    this.choose(Number(row.dataset.index));
  }

  private choose(index: number): void {
    const area = this.found[index];
    if (!area) return;
    this.input.value = area.name;
    this.close();
    go(area, this.form.dataset.page ?? "");
  }
}

/** Make each area search of the page suggest areas while one types. */
export function startAreaSearch(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-area-search]")) {
    new AreaSearch(form);
  }
}
