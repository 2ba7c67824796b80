const PAUSE = 800;
const MOST = 200;
const OWN = 5_000;

/** Says above the list how many incidents came or changed; they are shown when one asks. */
export class News {
  private readonly ids = new Set<string>();
  private readonly own = new Map<string, number>();
  private more = false;
  private timer = 0;

  constructor(
    private readonly address: string,
    private readonly button: HTMLButtonElement,
    private readonly reload: () => void,
    private readonly stale: () => Promise<boolean>,
  ) {
    document.body.addEventListener("sipks:live", (event) => this.hear(event.detail));
    button.addEventListener("click", () => this.show());
  }

  /** One's own decision is no news. */
  mine(id: string): void {
    this.own.set(id, Date.now());
    this.ids.delete(id);
  }

  show(): void {
    if (this.button.hidden) return;
    this.ids.clear();
    this.button.hidden = true;
    this.reload();
  }

  private hear(detail: LiveDetail): void {
    for (const id of detail.incidents) {
      if (Date.now() - (this.own.get(id) ?? 0) > OWN && this.ids.size < MOST) this.ids.add(id);
    }
    this.more ||= detail.more > 0;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), PAUSE);
  }

  private async ask(): Promise<void> {
    // Not told which (we were away, or they are many): look whether the list itself is another.
    if (this.more) {
      this.more = false;
      if (await this.stale()) this.say(this.button.dataset.newsMore ?? "");
    }
    if (!this.ids.size) return;
    const query = [...this.ids].map((id) => `&id=${encodeURIComponent(id)}`).join("");
    const response = await fetch(this.address + query).catch(() => null);
    if (!response?.ok) return;
    const { count, text } = (await response.json()) as { count: number; text: string };
    if (count) this.say(text);
  }

  private say(text: string): void {
    const place = this.button.querySelector("[data-news-text]");
    if (place) place.textContent = text;
    this.button.hidden = false;
  }
}
