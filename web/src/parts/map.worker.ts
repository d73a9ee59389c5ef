/** Draws maps in a worker: projecting all outlines of the country takes seconds. */
import { type GeoProjection, geoPath } from 'd3-geo';
import {
  type Contours,
  isWithin,
  loadContours,
  loadQuarters,
  localProjectionOf,
  type OutlineFeature,
  projectionOf,
  type Size,
} from './outlines';

export interface Place {
  readonly code: string;
  readonly longitude?: number | null;
  readonly latitude?: number | null;
}

export interface MapRequest {
  readonly places: readonly Place[];
  readonly kind: string;
  /** The id of a region or département; empty for the country. */
  readonly area: string;
  /** True if the places fill the frame, whatever the area. */
  readonly isLocal: boolean;
  readonly size: Size;
}

export interface Shape {
  /** The outline; undefined for a point. */
  readonly path: string | undefined;
  readonly at: readonly [number, number];
}

export interface MapDrawing {
  /** The shapes of the places with an outline or a point, by code. */
  readonly shapes: ReadonlyMap<string, Shape>;
  /** The outlines around these places; empty if the area has no outline. */
  readonly background: readonly { readonly code: string; readonly path: string }[];
}

/** An outline smaller than this many pixels is drawn as a point. */
const SMALLEST_OUTLINE = 7;
const LAYERS = { REGION: 'regions', DEPARTEMENT: 'departements', EPCI: 'epci' } as const;

const contours = once(loadContours);
const quarters = once(loadQuarters);
const frames = new Map<string, Frame>();

self.onmessage = async ({ data, ports: [port] }: MessageEvent<MapRequest>) => {
  try {
    port?.postMessage({ drawing: await draw(data) });
  } catch (error) {
    port?.postMessage({ error: String(error) });
  }
};

/** Loads something at the first call and caches it; after a failure the next call loads it again. */
function once<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  let loading: Promise<Loaded> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

/** Draws rows over the outlines of the départements; if they are neighbouring QPV, they fill the frame. */
async function draw({ places, kind, area, isLocal, size }: MapRequest): Promise<MapDrawing> {
  const [known, ofQuarters] = await Promise.all([contours(), kind === 'QPV' ? quarters() : undefined]);
  const layer = kind in LAYERS ? known[LAYERS[kind as keyof typeof LAYERS]] : [];
  const outlines = ofQuarters ?? new Map(layer.map((one) => [one.properties.code, one]));
  const shown = places.flatMap(({ code }) => outlines.get(code) ?? []);
  const frame =
    isLocal && shown.length > 0
      ? new Frame(localProjectionOf(shown, size), [...known.departements, ...known.epci], size)
      : frameOf(known, area, size);
  if (!frame) return { shapes: new Map(), background: [] };
  const shapes = places.flatMap((place) => {
    const outline = outlines.get(place.code);
    const shape = outline ? frame.shapeOf(outline, kind === 'QPV') : frame.pointOf(place);
    return shape ? [[place.code, shape] as const] : [];
  });
  return { shapes: new Map(shapes), background: frame.background };
}

/** Returns the frame of an area, the same for each request; undefined if the area has no outline. */
function frameOf({ departements }: Contours, area: string, size: Size): Frame | undefined {
  const key = [area, ...size].join();
  const grounds = departements.filter((one) => isWithin(area, one));
  if (grounds.length === 0) return undefined;
  const frame = frames.get(key) ?? new Frame(projectionOf(area, grounds, size), grounds, size);
  frames.set(key, frame);
  return frame;
}

/** A projection with its drawn outlines. */
class Frame {
  readonly background: MapDrawing['background'];
  readonly #projection: GeoProjection;
  readonly #shapes = new WeakMap<OutlineFeature, Shape>();

  constructor(projection: GeoProjection, grounds: readonly OutlineFeature[], [width, height]: Size) {
    this.#projection = projection;
    const path = geoPath(projection);
    this.background = grounds
      .filter((one) => {
        const [[left, top], [right, bottom]] = path.bounds(one);
        return right > 0 && bottom > 0 && left < width && top < height;
      })
      .map((one) => ({ code: one.properties.code, path: path(one) ?? '' }));
  }

  /** Returns the shape of an outline, a point if it is small and `mayBePoint`; undefined outside the map's insets. */
  shapeOf(outline: OutlineFeature, mayBePoint: boolean): Shape | undefined {
    const known = this.#shapes.get(outline);
    if (known) return known;
    const path = geoPath(this.#projection);
    const [[left, top], [right, bottom]] = path.bounds(outline);
    if (!Number.isFinite(left)) return undefined;
    const isPoint = mayBePoint && Math.max(right - left, bottom - top) < SMALLEST_OUTLINE;
    const shape = { path: isPoint ? undefined : (path(outline) ?? ''), at: path.centroid(outline) };
    this.#shapes.set(outline, shape);
    return shape;
  }

  pointOf({ longitude, latitude }: Place): Shape | undefined {
    const at = longitude != null && latitude != null ? this.#projection([longitude, latitude]) : null;
    return at ? { path: undefined, at } : undefined;
  }
}
