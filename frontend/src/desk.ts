import "./styles/desk.scss";

import { closeDecisions, openDecision, undo } from "./decisions";
import { isTyping } from "./keys";
import { News } from "./news";

const WIDE = window.matchMedia("(min-width: 1280px)");
const REST = 160;
const DECISIONS: Record<string, string> = {
  v: "verifikasi", s: "sisihkan", p: "tempat", c: "kategori", t: "waktu", m: "gabung", x: "pisah",
};

/** What htmx says when it has put something into the page. */
interface Swap {
  target: Element;
  requestConfig?: { verb: string };
}

/** The queue: rows one walks through, and beside them (where there is room) the chosen one. */
class Queue {
  private readonly list: HTMLElement;
  private readonly pane: HTMLElement;
  private readonly news: News;
  private chosen = "";
  private shown = "";
  private settledOn = "";
  private opened = false;
  private waiting = "";
  private timer = 0;

  constructor(private readonly root: HTMLElement) {
    this.list = root.querySelector("#queue") as HTMLElement;
    this.pane = root.querySelector("#pane") as HTMLElement;
    const button = root.querySelector<HTMLButtonElement>("[data-news-show]");
    this.news = new News(
      root.dataset.news ?? "",
      button as HTMLButtonElement,
      () => this.reload(),
      () => this.stale(),
    );
    this.list.addEventListener("click", (event) => this.click(event));
    this.pane.addEventListener("submit", () => this.news.mine(this.shown));
    document.body.addEventListener("htmx:afterSwap", (event) => this.swapped(event));
    document.body.addEventListener("htmx:afterSettle", (event) => this.settled(event));
    this.begin();
  }

  /** Where there is room, the first incident stands open from the start. */
  private begin(): void {
    const first = this.rows()[0]?.dataset.id;
    if (!WIDE.matches || !first) return;
    this.chosen = first;
    this.mark();
    this.load();
  }

  key(key: string): boolean {
    if (key === "j" || key === "ArrowDown") return this.move(1);
    if (key === "k" || key === "ArrowUp") return this.move(-1);
    if (key === "Enter" || key === "o") return this.enter();
    if (key === "r") return this.news.show(), true;
    if (key === "u") return undo(this.pane), true;
    if (key === "Escape") return this.leave();
    return key in DECISIONS && this.decide(key);
  }

  private rows(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>(".q-row")];
  }

  private link(id = this.chosen): HTMLAnchorElement | null {
    return document.getElementById(`p-${id}`)?.querySelector(".q-link") ?? null;
  }

  private move(step: number): boolean {
    const rows = this.rows();
    const at = rows.findIndex((row) => row.dataset.id === this.chosen);
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
    if (next) this.choose(next.dataset.id ?? "");
    return rows.length > 0;
  }

  private choose(id: string, at_once = false): void {
    this.chosen = id;
    this.mark();
    this.link()?.focus({ preventScroll: true });
    document.getElementById(`p-${id}`)?.scrollIntoView({ block: "nearest" });
    window.clearTimeout(this.timer);
    if (WIDE.matches) this.timer = window.setTimeout(() => this.load(), at_once ? 0 : REST);
  }

  private mark(): void {
    for (const row of this.rows()) {
      const on = row.dataset.id === this.chosen;
      row.classList.toggle("chosen", on);
      if (on) row.querySelector(".q-link")?.setAttribute("aria-current", "true");
      else row.querySelector(".q-link")?.removeAttribute("aria-current");
    }
  }

  private load(): void {
    const link = this.link();
    if (!link || this.shown === this.chosen) return this.act();
    this.shown = this.chosen;
    this.settledOn = "";
    void window.htmx.ajax("get", link.href, { target: "#pane", swap: "innerHTML" });
  }

  private enter(): boolean {
    const link = this.link();
    if (!link) return false;
    if (!WIDE.matches) window.location.assign(link.href);
    else if (this.shown === this.chosen) this.pane.focus();
    else this.load();
    return true;
  }

  private decide(key: string): boolean {
    const link = this.link();
    if (!link) return false;
    if (!WIDE.matches) {
      window.location.assign(`${link.href}#${DECISIONS[key]}`);
      return true;
    }
    this.waiting = key;
    window.clearTimeout(this.timer);
    this.load();
    return true;
  }

  /** Open the decision that was asked for, once the incident it belongs to is there. */
  private act(): void {
    if (this.settledOn !== this.chosen) return;
    if (this.waiting) openDecision(this.pane, this.waiting);
    this.waiting = "";
  }

  /** Only now are the forms of a new pane htmx's: sent earlier they would leave the page. */
  private settled(event: Event): void {
    this.mark();
    if ((event as CustomEvent<Swap>).detail.target !== this.pane) return;
    this.settledOn = this.shown;
    this.act();
  }

  private leave(): boolean {
    const closed = closeDecisions(this.pane);
    this.link()?.focus();
    return closed || this.chosen !== "";
  }

  private click(event: MouseEvent): void {
    const row = (event.target as Element).closest<HTMLElement>(".q-row");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
    if (!row || !WIDE.matches || !plain) return;
    event.preventDefault();
    this.choose(row.dataset.id ?? "", true);
  }

  private swapped(event: Event): void {
    const { target, requestConfig } = (event as CustomEvent<Swap>).detail;
    if (target === this.pane) {
      if (requestConfig?.verb === "post") this.recount();
      this.pane.hidden = false;
      this.root.classList.add("with-pane");
      this.pane.scrollTop = 0;
      // What had the focus is gone with the old pane: go on from the row. At the start nothing
      // had it, and the first Tab belongs to the link that skips the menu.
      const lost = this.opened && document.activeElement === document.body;
      if (lost) this.link()?.focus({ preventScroll: true });
      this.opened = true;
    }
    this.mark();
  }

  /** Whether the server's list is no longer the one that stands here. */
  private async stale(): Promise<boolean> {
    const response = await fetch(this.root.dataset.list ?? "", {
      headers: { "HX-Request": "true", "HX-Target": "queue", "X-Unattended": "1" },
    }).catch(() => null);
    if (!response?.ok) return false;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    const words = (rows: Iterable<Element>) =>
      [...rows].map((row) => row.textContent?.replace(/\s+/g, " ")).join("\n");
    return words(fresh.querySelectorAll(".q-row")) !== words(this.rows());
  }

  /** After a decision of one's own the counts of the tabs are others. */
  private recount(): void {
    void window.htmx.ajax("get", this.root.dataset.list ?? "", {
      target: "#tabs", swap: "outerHTML",
    });
  }

  private reload(): void {
    void window.htmx.ajax("get", this.root.dataset.list ?? "", {
      target: "#queue", swap: "innerHTML",
    });
  }
}

/** The page of one incident: the same keys, without the list. */
function incidentKey(page: HTMLElement, key: string): boolean {
  const go = (selector: string) => document.querySelector<HTMLAnchorElement>(selector)?.click();
  if (key === "j") return go("[data-behind]"), true;
  if (key === "k") return go("[data-before]"), true;
  if (key === "u") return undo(page), true;
  if (key === "Escape") return closeDecisions(page) || (go("[data-back]"), true);
  return key in DECISIONS && openDecision(page, key);
}

function openByAddress(page: HTMLElement): void {
  const slug = window.location.hash.slice(1);
  const key = Object.keys(DECISIONS).find((one) => DECISIONS[one] === slug);
  if (key) openDecision(page, key);
}

/** Enter in a list of choices or on a tick sends the decision, as it does in any other field. */
function sendFrom(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLSelectElement || target instanceof HTMLInputElement)) return false;
  if (!target.matches(".decision-body select, input[name=signals]")) return false;
  target.form?.requestSubmit();
  return true;
}

function search(): boolean {
  const field = document.querySelector<HTMLInputElement>("#id_q, #cari-sama");
  field?.focus();
  field?.select();
  return field !== null;
}

function startHelp(): HTMLDialogElement | null {
  const help = document.querySelector<HTMLDialogElement>("[data-help]");
  for (const button of document.querySelectorAll<HTMLElement>("[data-help-open]")) {
    button.hidden = false;
    button.addEventListener("click", () => help?.showModal());
  }
  return help;
}

/** Work the queue and the incident by keyboard; does nothing on other pages. */
export function startDesk(): void {
  const root = document.querySelector<HTMLElement>("[data-desk]");
  const page = document.querySelector<HTMLElement>("main [data-incident]");
  if (!root && !page) return;
  const queue = root && new Queue(root);
  const help = startHelp();
  if (!queue && page) openByAddress(page);
  document.addEventListener("keydown", (event) => {
    if (help?.open) return;
    const { key } = event;
    if (key === "Enter" && sendFrom(event.target)) return event.preventDefault();
    if (isTyping(event) && key !== "Escape") return;
    const button = event.target instanceof Element && event.target.closest("button, summary, a");
    if (key === "Enter" && button && !(button as Element).matches(".q-link")) return;
    const done =
      key === "?" ? (help?.showModal(), true)
      : key === "/" ? search()
      : queue ? queue.key(key)
      : page ? incidentKey(page, key)
      : false;
    if (done) event.preventDefault();
  });
}
