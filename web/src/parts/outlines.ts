/** Outlines of regions, départements, EPCI and QPV, and their fitting into a frame. */
import { geoConicConformalFrance } from 'd3-composite-projections';
import { type GeoProjection, geoConicConformal, geoMercator } from 'd3-geo';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import quartersUrl from '../../assets/qpv_contours.topojson?url';
import territoriesUrl from '../../assets/territoires.topojson?url';

interface Outline {
  readonly code: string;
  readonly dep?: string;
  readonly reg?: string;
}
export type OutlineFeature = Feature<Geometry, Outline>;
type Layer = 'epci' | 'departements' | 'regions';
export type Contours = Record<Layer, readonly OutlineFeature[]>;
export type Size = readonly [width: number, height: number];

const MARGIN = 8;

/** Loads the outlines of regions, départements and EPCI. */
export async function loadContours(): Promise<Contours> {
  const topology = await loadTopology<Layer>(territoriesUrl);
  const layer = (name: Layer) => feature(topology, topology.objects[name]).features;
  return { epci: layer('epci'), departements: layer('departements'), regions: layer('regions') };
}

/** Loads the outlines of the QPV, by code. */
export async function loadQuarters(): Promise<ReadonlyMap<string, OutlineFeature>> {
  const topology = await loadTopology<'qpv'>(quartersUrl);
  return new Map(feature(topology, topology.objects.qpv).features.map((one) => [one.properties.code, one]));
}

async function loadTopology<Name extends string>(url: string) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status}`);
  return (await response.json()) as Topology<Record<Name, GeometryCollection<Outline>>>;
}

/** Returns whether an outline is in a region or département; everything is in the country (an empty id). */
export function isWithin(area: string, { properties }: OutlineFeature): boolean {
  const [kind, code] = area.split(':');
  if (!code) return true;
  return (
    (kind === 'region' ? (properties.reg ?? properties.code) : (properties.dep ?? properties.code)) === code
  );
}

/** Fits outlines, at least one, into a frame: the whole country with its overseas insets, or one area. */
export function projectionOf(area: string, outlines: readonly OutlineFeature[], size: Size): GeoProjection {
  if (!area) return geoConicConformalFrance().fitSize([...size], collectionOf(outlines));
  const overseas = outlines.every(({ properties }) =>
    /^(0[1-6]|97\d)$/.test(properties.reg ?? properties.code),
  );
  const flat = overseas ? geoMercator() : geoConicConformal().parallels([44, 49]).rotate([-3, 0]);
  return fit(flat, outlines, size);
}

/** Fits the outlines of neighbouring QPV, at least one, into a frame. */
export function localProjectionOf(outlines: readonly OutlineFeature[], size: Size): GeoProjection {
  const [width, height] = size;
  return fit(geoMercator(), outlines, size, 5 * MARGIN).clipExtent([
    [-width, -height],
    [2 * width, 2 * height],
  ]);
}

function fit(projection: GeoProjection, outlines: readonly OutlineFeature[], size: Size, margin = MARGIN) {
  const [width, height] = size;
  return projection.fitExtent(
    [
      [margin, margin],
      [width - margin, height - margin],
    ],
    collectionOf(outlines),
  );
}

function collectionOf(features: readonly OutlineFeature[]): FeatureCollection<Geometry, Outline> {
  return { type: 'FeatureCollection', features: [...features] };
}
