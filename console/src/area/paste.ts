// What people have in their clipboards: GeoJSON (longitude first), or a CAP alert. Both become shapes.
import { parse, rounded, type Place, type Shape } from './area';

/** Nothing when the text is neither; then it is meant as it stands. */
export function shapesIn(text: string): Shape[] | undefined {
  const start = text.trim();
  if (start.startsWith('{')) return geoJson(start);
  if (start.startsWith('<')) return cap(start);
  return undefined;
}

function cap(text: string): Shape[] | undefined {
  const found = [...text.matchAll(/<(?:[\w.-]+:)?(polygon|circle)\s*>([^<]*)</g)].map(([, , inner]) => inner!.trim().replace(/\s+/g, ' '));
  const { shapes } = parse(found.join('\n'));
  return shapes.length ? shapes : undefined;
}

type Json = { type?: string; [name: string]: unknown } | null | undefined;

function geoJson(text: string): Shape[] | undefined {
  try {
    const shapes = walk(JSON.parse(text) as Json, undefined);
    return shapes.length ? shapes : undefined;
  } catch {
    return undefined;
  }
}

/** `km` is what a feature says of its points. */
function walk(json: Json, km: number | undefined): Shape[] {
  const each = (list: unknown) => (list as Json[]).flatMap((one) => walk(one, km));
  if (json?.type === 'FeatureCollection') return each(json.features);
  if (json?.type === 'Feature') return walk(json.geometry as Json, Number((json.properties as Record<string, unknown> | null)?.radius_km ?? NaN));
  if (json?.type === 'GeometryCollection') return each(json.geometries);
  if (json?.type === 'Polygon') return [polygon(json.coordinates as number[][][])];
  if (json?.type === 'MultiPolygon') return (json.coordinates as number[][][][]).map(polygon);
  if (json?.type === 'Point' && km !== undefined && !Number.isNaN(km)) return [{ centre: place(json.coordinates as number[]), km }];
  return [];
}

function place([lon, lat]: number[]): Place {
  if (!Number.isFinite(lon) || !Number.isFinite(lat)) throw new Error('no position');
  return { lat: rounded(lat!), lon: rounded(lon!) };
}

const polygon = (rings: number[][][]): Shape => ({ rings: rings.map((ring) => ring.slice(0, -1).map(place)) });
