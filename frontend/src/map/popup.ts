import type { Badges, PointProperties } from "./types";

const ZONES: Record<string, string> = {
  "Asia/Jakarta": "WIB",
  "Asia/Makassar": "WITA",
  "Asia/Jayapura": "WIT",
};

/** A moment in the zone of its place, as exact as it is known. */
export function when(point: PointProperties, about: string): string {
  const exact = point.precision === "hour";
  const text = new Intl.DateTimeFormat(document.documentElement.lang, {
    timeZone: point.zone,
    dateStyle: "medium",
    ...(exact ? { timeStyle: "short" as const } : {}),
  }).format(new Date(point.when));
  if (exact) return `${text} ${ZONES[point.zone] ?? ""}`.trim();
  return point.precision === "day" ? text : `${about} ${text}`;
}

function line(...parts: (string | Node)[]): HTMLDivElement {
  const made = document.createElement("div");
  made.append(...parts);
  return made;
}

function badge(html: string | undefined): Node {
  // From the server's own templates, without any text of the incident in it.
  const holder = document.createElement("template");
  holder.innerHTML = html ?? "";
  return holder.content;
}

/** What a tap on an incident shows: title, place, time, state, and the way to its page. */
export function popupContent(
  point: PointProperties,
  badges: Badges,
  stage: HTMLElement,
): HTMLElement {
  const box = document.createElement("div");
  box.className = "map-popup";
  const title = document.createElement("a");
  title.href = point.url;
  title.textContent = point.title;
  const marks = line(badge(badges.severity[point.severity]), badge(badges.state[point.state]));
  marks.className = "map-popup-marks";
  const place = line([point.area, when(point, stage.dataset.about ?? "")].filter(Boolean).join(" · "));
  const open = document.createElement("a");
  open.href = point.url;
  open.className = "btn btn-sm btn-primary";
  open.textContent = stage.dataset.open ?? "";
  box.append(title, place, ...(point.category ? [line(point.category)] : []), marks, open);
  return box;
}
