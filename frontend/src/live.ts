const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

type LiveState = "on" | "off" | "pause";

function show(state: LiveState): void {
  for (const badge of document.querySelectorAll<HTMLElement>("[data-live-state]")) {
    if (badge.dataset.liveState === state && !badge.hidden) continue;
    badge.hidden = false;
    badge.dataset.liveState = state;
    const text = badge.querySelector(".live-text");
    if (text) text.textContent = badge.dataset[state] ?? "";
  }
}

function announce(detail: LiveDetail): void {
  document.body.dispatchEvent(new CustomEvent("sipks:live", { detail }));
}

/** The stream of news; it reconnects ever more slowly and rests while the page is hidden. */
class Stream {
  private source: EventSource | null = null;
  private timer = 0;
  private wait = FIRST_WAIT;
  private missed = false;

  constructor(private readonly url: string) {}

  open(): void {
    if (this.source || document.hidden) return;
    window.clearTimeout(this.timer);
    const source = new EventSource(this.url);
    this.source = source;
    source.addEventListener("open", () => this.opened());
    source.addEventListener("incidents", (event) => announce(JSON.parse(event.data as string)));
    source.addEventListener("signed-out", () => this.close("off"));
    source.addEventListener("renew", () => this.renew());
    source.addEventListener("error", () => this.retry());
  }

  close(state: LiveState): void {
    window.clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
    this.missed = true;
    show(state);
  }

  private opened(): void {
    this.wait = FIRST_WAIT;
    show("on");
    // What happened while we were away is not replayed: lists are asked to look once.
    if (this.missed) announce({ incidents: [], more: 1 });
    this.missed = false;
  }

  private renew(): void {
    this.source?.close();
    this.source = null;
    this.timer = window.setTimeout(() => this.open(), FIRST_WAIT * Math.random());
  }

  private retry(): void {
    this.close("off");
    const jitter = 0.5 + Math.random() / 2;
    this.timer = window.setTimeout(() => this.open(), this.wait * jitter);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }
}

/** Listen to news where the page names an address for it (`data-live` on the body). */
export function startLive(): void {
  const url = document.body.dataset.live;
  if (!url) return;
  const stream = new Stream(url);
  document.addEventListener("visibilitychange", () =>
    document.hidden ? stream.close("pause") : stream.open(),
  );
  window.addEventListener("pagehide", () => stream.close("pause"));
  window.addEventListener("pageshow", () => stream.open());
  stream.open();
}
