import type { FoundArea } from "../area-search";
import { type Answer, answer } from "./data";
import type { Canvas } from "./canvas";
import type { Badges, View } from "./types";

declare global {
  interface Window {
    /** For whoever drives the page from outside: where things lie on the canvas. */
    sipksMap?: Canvas;
  }
}

const LIVE_PAUSE = 1_500;

function webgl(): boolean {
  return Boolean(document.createElement("canvas").getContext("webgl2"));
}

/** The map page: its address says what is shown, and everything follows the address. */
class MapPage {
  private readonly stage = document.querySelector<HTMLElement>("[data-map]") as HTMLElement;
  private readonly note = this.stage.querySelector<HTMLElement>(".map-note") as HTMLElement;
  private canvas: Canvas | null = null;
  private asking = new AbortController();
  private timer = 0;

  constructor(private view: View & { badges: Badges }) {}

  async start(): Promise<void> {
    this.listen();
    if (!webgl()) return;
    try {
      const { Canvas } = await import("./canvas");
      const holder = document.createElement("div");
      holder.className = "map-canvas";
      this.stage.append(holder);
      this.canvas = new Canvas(this.stage, this.view, this.view.badges, {
        choose: (code) => this.go(this.with({ wilayah: code })),
      });
      window.sipksMap = this.canvas;
      await this.canvas.show(this.view, true);
      this.stage.classList.add("is-live");
    } catch {
      this.fail();
    }
  }

  private listen(): void {
    document.addEventListener("click", (event) => this.clicked(event));
    document.addEventListener("sipks:area", (event) => {
      event.preventDefault();
      this.go(this.with({ wilayah: (event as CustomEvent<FoundArea>).detail.code }));
    });
    const form = document.querySelector<HTMLFormElement>("[data-map-form]");
    form?.addEventListener("change", () => form.requestSubmit());
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.go(this.ofForm(form));
    });
    window.addEventListener("popstate", () => void this.load(true));
    document.body.addEventListener("sipks:live", () => {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.load(false), LIVE_PAUSE);
    });
  }

  private clicked(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement | SVGAElement>(
      "a[data-map-link], .map-svg a",
    );
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    this.go(new URL(link.getAttribute("href") ?? "", window.location.href));
  }

  private with(changes: Record<string, string>): URL {
    const address = new URL(window.location.href);
    for (const [name, value] of Object.entries(changes)) address.searchParams.set(name, value);
    return address;
  }

  private ofForm(form: HTMLFormElement): URL {
    const address = new URL(form.action);
    for (const [name, value] of new FormData(form)) {
      if (value) address.searchParams.set(name, String(value));
    }
    return address;
  }

  private go(address: URL): void {
    window.history.pushState(null, "", address);
    void this.load(true);
  }

  private async load(move: boolean): Promise<void> {
    this.asking.abort();
    const asking = new AbortController();
    this.asking = asking;
    this.stage.setAttribute("aria-busy", "true");
    const address = this.stage.dataset.address ?? "";
    try {
      const found = await answer(address, window.location.search, asking.signal, !move);
      this.write(found);
      await this.canvas?.show(found.view, move);
      this.note.hidden = true;
    } catch {
      if (!asking.signal.aborted) this.fail();
    }
    if (this.asking === asking) this.stage.removeAttribute("aria-busy");
  }

  private write({ view, parts }: Answer): void {
    const focus = document.activeElement?.getAttribute("href");
    for (const [name, html] of Object.entries(parts)) {
      const part = document.getElementById(`map-${name}`);
      if (part) part.innerHTML = html;
    }
    // Also beneath the canvas: the drawing is what gets printed.
    const drawing = this.stage.querySelector(".map-drawing");
    if (drawing) drawing.innerHTML = parts.drawing ?? "";
    const title = document.getElementById("map-title");
    if (title) title.textContent = view.title;
    document.title = `${view.title} · SIPKS`;
    this.follow(view);
    if (focus) document.querySelector<HTMLElement>(`[href="${CSS.escape(focus)}"]`)?.focus();
  }

  /** Make the form and the links that stand outside the parts say what the address says. */
  private follow(view: View): void {
    const asked = new URLSearchParams(window.location.search);
    for (const field of document.querySelectorAll<HTMLInputElement | HTMLSelectElement>(
      "[data-map-form] [name]",
    )) {
      field.value = asked.get(field.name) ?? "";
      if (field instanceof HTMLSelectElement && field.selectedIndex < 0) field.selectedIndex = 0;
    }
    const unit = document.querySelector<HTMLInputElement>("[data-map-form] [name=wilayah]");
    if (unit) unit.value = view.unit.code;
    asked.set("wilayah", view.unit.code);
    for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-keep-query]")) {
      link.search = asked.toString();
    }
    const clear = document.querySelector<HTMLAnchorElement>("[data-map-clear]");
    if (clear) clear.search = new URLSearchParams({ wilayah: view.unit.code }).toString();
  }

  private fail(): void {
    this.note.textContent = this.stage.dataset.failed ?? "";
    this.note.hidden = false;
  }
}

/** Bring the map page to life where there is one. */
export function startMap(): void {
  const data = document.getElementById("map-data");
  if (!data) return;
  const filters = document.querySelector<HTMLDetailsElement>("[data-filters]");
  if (filters && matchMedia("(min-width: 992px)").matches) filters.open = true;
  void new MapPage(JSON.parse(data.textContent ?? "")).start();
}
