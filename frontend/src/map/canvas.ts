import {
  type GeoJSONSource,
  type LngLat,
  Map as MapLibre,
  type MapGeoJSONFeature,
  NavigationControl,
  Popup,
  setWorkerUrl,
} from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";

import { type Outlines, boxOf, middle, outlines } from "./data";
import { CONTEXT, UNSEEN_PATTERN, palette, stripes, style } from "./layers";
import { popupContent } from "./popup";
import type { Badges, OutlineProperties, PointProperties, View } from "./types";

setWorkerUrl(workerUrl);

const EDGE = 28;

/** A name as maps print it: the regency without its kind, the city with it. */
function short(name: string): string {
  return name.replace(/^Kabupaten (Administrasi )?/, "");
}

export interface Wishes {
  /** Called with the code of an area that was clicked. */
  choose: (code: string) => void;
}

/** The drawing: areas coloured by class, incidents as points; it knows nothing of addresses. */
export class Canvas {
  private readonly map: MapLibre;
  private readonly ready: Promise<void>;
  private readonly hint = new Popup({ closeButton: false, closeOnClick: false, className: "map-hint" });
  private over = "";
  private view: View;

  constructor(
    private readonly stage: HTMLElement,
    view: View,
    private readonly badges: Badges,
    private readonly wishes: Wishes,
  ) {
    this.view = view;
    const look = palette();
    const text = stage.dataset;
    this.map = new MapLibre({
      container: stage.querySelector<HTMLElement>(".map-canvas") as HTMLElement,
      style: style(look, view.colours, new URL(view.neighbours, window.location.href).href),
      bounds: [94.5, -11.3, 141.5, 6.5],
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      renderWorldCopies: false,
      cooperativeGestures: matchMedia("(pointer: coarse)").matches,
      maxZoom: 15,
      fadeDuration: 0,
      locale: {
        "Map.Title": text.label ?? "",
        "NavigationControl.ZoomIn": text.zoomIn ?? "",
        "NavigationControl.ZoomOut": text.zoomOut ?? "",
        "NavigationControl.ResetBearing": text.reset ?? "",
        "Popup.Close": text.close ?? "",
        "CooperativeGesturesHandler.MobileHelpText": text.twoFingers ?? "",
      },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.ready = new Promise((resolve) => {
      this.map.once("load", () => {
        this.map.addImage(UNSEEN_PATTERN, stripes(look), { pixelRatio: 2 });
        this.listen();
        resolve();
      });
    });
  }

  /** Draw a view; `move` brings it into sight. */
  async show(view: View, move: boolean): Promise<void> {
    this.view = view;
    const [areas, context] = await Promise.all([
      outlines(view.outlines),
      view.outlines === view.context ? null : outlines(view.context),
      this.ready,
    ]);
    if (this.view !== view) return;
    this.source("context").setData(context ?? { type: "FeatureCollection", features: [] });
    this.source("areas").setData(this.coloured(areas));
    this.source("labels").setData(this.labels(areas));
    this.source("points").setData(view.points);
    this.hint.remove();
    if (move) this.moveTo(areas);
    await new Promise((resolve) => this.map.once("idle", resolve));
    this.stage.dataset.shown = view.unit.code;
  }

  /** Where an area lies on the canvas, in pixels from its corner; null when it is not drawn. */
  async place(code: string): Promise<{ x: number; y: number } | null> {
    const areas = await outlines(this.view.outlines);
    const found = areas.features.find((one) => one.properties.code === code);
    return found ? this.map.project(middle(found.geometry)) : null;
  }

  /** Where the incident of that rank lies on the canvas, in pixels from its corner. */
  point(rank: number): { x: number; y: number } | null {
    const found = this.view.points.features[rank];
    return found ? this.map.project(found.geometry.coordinates as [number, number]) : null;
  }

  private source(id: string): GeoJSONSource {
    return this.map.getSource(id) as GeoJSONSource;
  }

  private coloured(areas: Outlines): Outlines {
    const features = areas.features.map((feature) => {
      const { code } = feature.properties;
      const number = this.view.areas[code]?.number ?? CONTEXT;
      const chosen = code === this.view.focus;
      return { ...feature, properties: { ...feature.properties, number, chosen } };
    });
    return { ...areas, features };
  }

  private labels(areas: Outlines): GeoJSON.FeatureCollection {
    const features = areas.features.map(({ properties, geometry }) => ({
      type: "Feature" as const,
      geometry: { type: "Point" as const, coordinates: middle(geometry) },
      properties: { name: short(properties.name), open: this.view.areas[properties.code]?.number ?? 0 },
    }));
    return { type: "FeatureCollection", features };
  }

  private moveTo(areas: Outlines): void {
    const box = boxOf(areas, this.view.focus) ?? boxOf(areas);
    if (!box) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map.fitBounds(box, { padding: EDGE, duration: still ? 0 : 600, maxZoom: 12 });
  }

  private listen(): void {
    this.map.on("mousemove", "areas", (event) => this.enter(event.features?.[0], event.lngLat));
    this.map.on("mouseleave", "areas", () => this.leave());
    this.map.on("click", (event) => {
      const [top] = this.map.queryRenderedFeatures(event.point, {
        layers: ["points", "clusters", "areas"],
      });
      if (top) void this.clicked(top);
    });
  }

  private enter(feature: MapGeoJSONFeature | undefined, at: LngLat): void {
    const area = feature?.properties as OutlineProperties | undefined;
    if (!area) return;
    if (area.code !== this.over) {
      this.leave();
      this.over = area.code;
      this.map.setFeatureState({ source: "areas", id: area.code }, { over: true });
      this.map.getCanvas().style.cursor = "pointer";
      const figure = this.view.areas[area.code];
      const box = document.createElement("div");
      const name = document.createElement("strong");
      name.textContent = area.name;
      box.append(name, figure ? ` ${figure.text}` : "");
      this.hint.setDOMContent(box).addTo(this.map);
    }
    this.hint.setLngLat(at);
  }

  private leave(): void {
    if (this.over) this.map.setFeatureState({ source: "areas", id: this.over }, { over: false });
    this.over = "";
    this.map.getCanvas().style.cursor = "";
    this.hint.remove();
  }

  private async clicked(feature: MapGeoJSONFeature): Promise<void> {
    if (feature.layer.id === "areas") return this.wishes.choose(feature.properties.code as string);
    const at = (feature.geometry as GeoJSON.Point).coordinates as [number, number];
    if (feature.layer.id === "points") {
      const content = popupContent(feature.properties as PointProperties, this.badges, this.stage);
      new Popup({ maxWidth: "300px", focusAfterOpen: true })
        .setLngLat(at)
        .setDOMContent(content)
        .addTo(this.map);
      return;
    }
    const zoom = await this.source("points").getClusterExpansionZoom(
      feature.properties.cluster_id as number,
    );
    this.map.easeTo({ center: at, zoom });
  }
}
