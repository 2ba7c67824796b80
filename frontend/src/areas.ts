import type { FoundArea } from "./area-search";

const PAUSE = 180;
const LEAST = 2;
const CHOSEN = /^\d\d[\d.]* · /;
let number = 0;

async function find(address: string, query: string, signal: AbortSignal): Promise<FoundArea[]> {
  const response = await fetch(`${address}?q=${encodeURIComponent(query)}`, {
    headers: { Accept: "application/json" },
    signal,
  });
  return response.ok ? ((await response.json()) as { results: FoundArea[] }).results : [];
}

function option(area: FoundArea): HTMLOptionElement {
  const one = document.createElement("option");
  one.value = `${area.code} · ${area.name}`;
  one.label = [area.level, area.path].filter(Boolean).join(" · ");
  return one;
}

function suggest(input: HTMLInputElement): void {
  const list = document.createElement("datalist");
  list.id = `wilayah-${++number}`;
  input.after(list);
  input.setAttribute("list", list.id);
  let timer = 0;
  let asking = new AbortController();
  const ask = async () => {
    const query = input.value.trim();
    asking.abort();
    if (query.length < LEAST || CHOSEN.test(query)) return;
    asking = new AbortController();
    try {
      list.replaceChildren(...(await find(input.dataset.area ?? "", query, asking.signal)).map(option));
    } catch {
      // Offline, or overtaken by the next letter: the form takes names without suggestions too.
    }
  };
  input.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), PAUSE);
  });
}

/** Suggest areas in fields that hold one (`data-area` is where to ask), also in later parts. */
export function startAreaPickers(): void {
  const start = (part: ParentNode) => {
    for (const input of part.querySelectorAll<HTMLInputElement>("input[data-area]:not([list])")) {
      suggest(input);
    }
  };
  start(document);
  document.body.addEventListener("htmx:afterSwap", (event) =>
    start((event as CustomEvent<{ target: Element }>).detail.target),
  );
}
