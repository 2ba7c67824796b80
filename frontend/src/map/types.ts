import type { FeatureCollection, Point } from "geojson";

export interface AreaFigure {
  /** 1–5 by open incidents; 0 heard of, none open; -1 no report; -2 not to be seen. */
  number: number;
  text: string;
}

export interface PointProperties {
  id: string;
  url: string;
  title: string;
  category: string;
  severity: number;
  state: string;
  when: string;
  precision: string;
  zone: string;
  area: string;
}

export interface View {
  unit: { code: string; name: string; level: string; lat: number | null; lon: number | null };
  title: string;
  outlines: string;
  context: string;
  neighbours: string;
  /** The area to look at when a unit is shown among its neighbours, else empty. */
  focus: string;
  areas: Record<string, AreaFigure>;
  colours: string[];
  points: FeatureCollection<Point, PointProperties>;
}

export interface Badges {
  severity: string[];
  state: Record<string, string>;
}

export interface OutlineProperties {
  code: string;
  name: string;
  level: string;
  lat: number;
  lon: number;
}
