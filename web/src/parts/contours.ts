/** Outlines of regions, départements and EPCI, loaded with the first map. */
import { useQuery } from '@tanstack/react-query';
import { geoConicConformalFrance } from 'd3-composite-projections';
import { type GeoProjection, geoConicConformal, geoMercator } from 'd3-geo';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import url from '../../assets/territoires.topojson?url';

interface Outline {
  readonly code: string;
  readonly dep?: string;
  readonly reg?: string;
}
type Layer = 'epci' | 'departements' | 'regions';
export type Contours = Record<Layer, readonly Feature<Geometry, Outline>[]>;

export function useContours() {
  return useQuery({ queryKey: ['contours'], queryFn: loadContours, staleTime: Number.POSITIVE_INFINITY });
}

async function loadContours(): Promise<Contours> {
  const response = await fetch(url);
  const topology = (await response.json()) as Topology<Record<Layer, GeometryCollection<Outline>>>;
  const layer = (name: Layer) => feature(topology, topology.objects[name]).features;
  return { epci: layer('epci'), departements: layer('departements'), regions: layer('regions') };
}

/** Tells whether an outline lies in a region or département; everything lies in the country (an empty id). */
export function isWithin(area: string, { properties }: Feature<Geometry, Outline>): boolean {
  const [kind, code] = area.split(':');
  if (!code) return true;
  return (
    (kind === 'region' ? (properties.reg ?? properties.code) : (properties.dep ?? properties.code)) === code
  );
}

/** Fits outlines, at least one, into a frame: the whole country with its overseas insets, or one area. */
export function projectionOf(
  area: string,
  outlines: readonly Feature<Geometry, Outline>[],
  [width, height]: readonly [number, number],
): GeoProjection {
  if (!area)
    return geoConicConformalFrance().fitSize([width, height], {
      type: 'FeatureCollection',
      features: [...outlines],
    });
  const all: FeatureCollection<Geometry, Outline> = { type: 'FeatureCollection', features: [...outlines] };
  const overseas = outlines.every(({ properties }) =>
    /^(0[1-6]|97\d)$/.test(properties.reg ?? properties.code),
  );
  const flat = overseas ? geoMercator() : geoConicConformal().parallels([44, 49]).rotate([-3, 0]);
  return flat.fitExtent(
    [
      [8, 8],
      [width - 8, height - 8],
    ],
    all,
  );
}
