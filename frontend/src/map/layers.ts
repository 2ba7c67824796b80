import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";

export const CONTEXT = -3;
export const UNSEEN_PATTERN = "unseen";

/** Colours of the page's theme, read from its style sheet. */
export interface Palette {
  sea: string;
  land: string;
  foreign: string;
  silent: string;
  calm: string;
  line: string;
  ink: string;
  halo: string;
  font: string;
}

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string): string => style.getPropertyValue(name).trim();
  return {
    sea: value("--sea"),
    land: value("--land"),
    foreign: value("--land-foreign"),
    silent: value("--land-silent"),
    calm: value("--land-calm"),
    line: value("--land-line"),
    ink: value("--land-ink"),
    halo: value("--land-halo"),
    font: getComputedStyle(document.body).fontFamily,
  };
}

const EMPTY = { type: "FeatureCollection" as const, features: [] };
const NUMBER: ExpressionSpecification = ["get", "number"];

function fillColour(look: Palette, colours: string[]): ExpressionSpecification {
  const classes = colours.flatMap((colour, index) => [index + 1, colour]);
  return [
    "match", NUMBER, ...classes, 0, look.calm, -1, look.silent, look.land,
  ] as unknown as ExpressionSpecification;
}

function areaLayers(look: Palette, colours: string[]): LayerSpecification[] {
  return [
    { id: "neighbours", type: "fill", source: "neighbours", paint: { "fill-color": look.foreign } },
    { id: "context", type: "fill", source: "context", paint: { "fill-color": look.land } },
    {
      id: "context-line", type: "line", source: "context",
      paint: { "line-color": look.line, "line-width": 0.4 },
    },
    {
      id: "areas", type: "fill", source: "areas",
      paint: { "fill-color": fillColour(look, colours) },
    },
    {
      id: "areas-unseen", type: "fill", source: "areas", filter: ["==", NUMBER, -2],
      paint: { "fill-pattern": UNSEEN_PATTERN },
    },
    {
      id: "areas-line", type: "line", source: "areas",
      paint: { "line-color": look.line, "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.6, 9, 1.4] },
    },
    {
      id: "areas-chosen", type: "line", source: "areas",
      filter: ["==", ["get", "chosen"], true],
      paint: { "line-color": look.ink, "line-width": 2.5 },
    },
    {
      id: "areas-over", type: "line", source: "areas",
      paint: {
        "line-color": look.ink,
        "line-width": ["case", ["boolean", ["feature-state", "over"], false], 2.5, 0],
      },
    },
  ];
}

function labelLayer(look: Palette): LayerSpecification {
  return {
    id: "labels", type: "symbol", source: "labels",
    layout: {
      "text-field": ["get", "name"],
      "text-font": [look.font],
      "text-size": ["interpolate", ["linear"], ["zoom"], 3, 10.5, 8, 13],
      // Below the middle of the area, where its incidents often stand.
      "text-anchor": "top",
      "text-offset": [0, 0.9],
      "text-max-width": 7,
      "text-padding": 4,
      "symbol-sort-key": ["-", 0, ["get", "open"]],
    },
    paint: { "text-color": look.ink, "text-halo-color": look.halo, "text-halo-width": 1.4 },
  };
}

function pointLayers(look: Palette): LayerSpecification[] {
  const single: ExpressionSpecification = ["!", ["has", "point_count"]];
  return [
    {
      id: "clusters", type: "circle", source: "points", filter: ["has", "point_count"],
      paint: {
        "circle-color": "#12395f",
        "circle-opacity": 0.92,
        "circle-stroke-color": "#ffffff",
        "circle-stroke-width": 1.5,
        "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "point_count"]], 1.4, 11, 10, 22],
      },
    },
    {
      id: "cluster-counts", type: "symbol", source: "points", filter: ["has", "point_count"],
      layout: {
        "text-field": ["to-string", ["get", "point_count"]],
        "text-font": [look.font],
        "text-size": 12,
        "text-allow-overlap": true,
      },
      paint: { "text-color": "#ffffff" },
    },
    {
      // Shape tells the state: a ring is new, a full dot verified, a pale dot set aside.
      id: "points", type: "circle", source: "points", filter: single,
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["get", "severity"], 0, 5, 5, 9],
        "circle-color": ["match", ["get", "state"], "verified", "#12395f", "new", "#ffffff", "#9aa5af"],
        "circle-stroke-color": ["match", ["get", "state"], "verified", "#ffffff", "new", "#12395f", "#5b6771"],
        "circle-stroke-width": ["match", ["get", "state"], "new", 3, 1.5],
      },
    },
  ];
}

/** A style with no outside address in it: plain sea, outlines, labels drawn from the page's font. */
export function style(look: Palette, colours: string[], neighbours: string): StyleSpecification {
  return {
    version: 8,
    sources: {
      neighbours: { type: "geojson", data: neighbours },
      context: { type: "geojson", data: EMPTY },
      areas: { type: "geojson", data: EMPTY, promoteId: "code" },
      labels: { type: "geojson", data: EMPTY },
      points: { type: "geojson", data: EMPTY, cluster: true, clusterRadius: 36, clusterMaxZoom: 10 },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": look.sea } },
      ...areaLayers(look, colours),
      labelLayer(look),
      ...pointLayers(look),
    ],
  };
}

/** Stripes for areas that the user may not see: told from grey by shape, not colour. */
export function stripes(look: Palette): ImageData {
  const size = 16;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d") as CanvasRenderingContext2D;
  pen.fillStyle = look.land;
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = look.silent;
  pen.lineWidth = 3;
  for (const start of [-size, 0, size]) {
    pen.beginPath();
    pen.moveTo(start - 2, size + 2);
    pen.lineTo(start + size + 2, -2);
    pen.stroke();
  }
  return pen.getImageData(0, 0, size, size);
}
