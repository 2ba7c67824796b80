import type { FeatureCollection, MultiPolygon, Polygon, Position } from "geojson";

import type { OutlineProperties, View } from "./types";

export type Outlines = FeatureCollection<Polygon | MultiPolygon, OutlineProperties>;
/** West, south, east, north in degrees. */
export type Box = [number, number, number, number];

export interface Answer {
  view: View;
  parts: Record<string, string>;
}

const kept = new Map<string, Promise<Outlines>>();

async function getJson<T>(
  address: string,
  signal?: AbortSignal,
  unattended = false,
): Promise<T> {
  const response = await fetch(address, {
    // What the page asks for by itself must not keep a session alive.
    headers: { Accept: "application/json", ...(unattended ? { "X-Unattended": "1" } : {}) },
    ...(signal ? { signal } : {}),
  });
  // A session that has ended answers with the sign-in page: go there.
  if (response.redirected) window.location.reload();
  if (!response.ok) throw new Error(`${response.status}`);
  return (await response.json()) as T;
}

/** Outlines by address, fetched once a page. */
export function outlines(address: string): Promise<Outlines> {
  const known = kept.get(address);
  if (known) return known;
  const asked = getJson<Outlines>(address);
  asked.catch(() => kept.delete(address));
  kept.set(address, asked);
  return asked;
}

/** What the map shows for a query. */
export function answer(
  address: string,
  query: string,
  signal: AbortSignal,
  unattended: boolean,
): Promise<Answer> {
  return getJson<Answer>(`${address}${query}`, signal, unattended);
}

function* positions(outline: Polygon | MultiPolygon): Generator<Position> {
  const polygons = outline.type === "Polygon" ? [outline.coordinates] : outline.coordinates;
  for (const polygon of polygons) yield* polygon[0] ?? [];
}

/** The box around all outlines, or around that of one area; null when there is none. */
export function boxOf(collection: Outlines, code = ""): Box | null {
  const box: Box = [180, 90, -180, -90];
  for (const feature of collection.features) {
    if (code && feature.properties.code !== code) continue;
    for (const [lon = 0, lat = 0] of positions(feature.geometry)) {
      box[0] = Math.min(box[0], lon);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lon);
      box[3] = Math.max(box[3], lat);
    }
  }
  return box[0] > box[2] ? null : box;
}

/** Twice the area of a ring, and its centre of gravity; degrees taken as a plane. */
function weigh(ring: Position[]): { area: number; centre: [number, number] } {
  let area = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const [x0 = 0, y0 = 0] = ring[i] ?? [];
    const [x1 = 0, y1 = 0] = ring[i + 1] ?? [];
    const cross = x0 * y1 - x1 * y0;
    area += cross;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  }
  return { area: Math.abs(area), centre: [x / (3 * area || 1), y / (3 * area || 1)] };
}

/** Where the name of an area stands: the middle of its largest piece of land. */
export function middle(outline: Polygon | MultiPolygon): [number, number] {
  const polygons = outline.type === "Polygon" ? [outline.coordinates] : outline.coordinates;
  const pieces = polygons.map((polygon) => weigh(polygon[0] ?? []));
  return pieces.reduce((best, one) => (one.area > best.area ? one : best)).centre;
}
