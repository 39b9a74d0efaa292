// Areas as text and as shapes: two views of one value. The text is CAP's own, latitude first, one shape in a line:
// "lat,lon lat,lon lat,lon …" is a polygon, "lat,lon km" a circle, "without lat,lon …" a hole in the polygon above it.
// What is inside decides the hub (docs/areas.md); here is only as much as is needed to draw.
import type { Area } from '../api/types';

/** Degrees on WGS 84, at most seven decimals, as they were written: a longitude may run on to ±210. */
export interface Place { lat: number; lon: number }
/** Rings are not closed. The first is the outline, the others are holes. */
export interface Polygon { rings: Place[][] }
export interface Circle { centre: Place; km: number }
export type Shape = Polygon | Circle;

export const isCircle = (shape: Shape): shape is Circle => 'km' in shape;

/** `at` counts lines from 1. */
export interface Trouble { at: number; what: 'no_number' | 'latitude' | 'longitude' | 'few' | 'radius' | 'no_outline' }
/** `drafts` are the shapes with those among them that enclose nothing yet. */
export interface Parsed { shapes: Shape[]; drafts: Shape[]; troubles: Trouble[] }

const pair = /^([-+]?[\d.]+),([-+]?[\d.]+)$/;
const radius_max = 20_004;

/** Reads every line that can be read, and names those that cannot. */
export function parse(text: string): Parsed {
  const found: { shape: Shape; at: number }[] = [];
  const troubles: Trouble[] = [];
  let column: Place[] | undefined;
  text.split(/[\n;]/).forEach((line, i) => {
    const read = readLine(line);
    if (!read) return;
    const at = i + 1;
    if ('what' in read) return void troubles.push({ at, what: read.what });
    const { ring, km, isHole } = read;
    // CAP allows any white space between vertices: lines of one vertex each are one outline.
    const isGoingOn = ring.length === 1 && km === undefined && !isHole;
    if (isGoingOn && column) return void column.push(...ring);
    column = isGoingOn ? ring : undefined;
    if (km !== undefined) return void found.push({ shape: { centre: ring[0]!, km }, at });
    if (!isHole) return void found.push({ shape: { rings: [ring] }, at });
    const outline = found.at(-1)?.shape;
    if (!outline || isCircle(outline)) return void troubles.push({ at, what: 'no_outline' });
    outline.rings.push(ring);
  });
  const drafts = found.map(({ shape }) => (isCircle(shape) ? shape : { rings: shape.rings.map(open) }));
  const isWhole = (shape: Shape) => isCircle(shape) || shape.rings.every((ring) => ring.length >= 3);
  drafts.forEach((shape, i) => isWhole(shape) || troubles.push({ at: found[i]!.at, what: 'few' }));
  return { shapes: drafts.filter(isWhole), drafts, troubles };
}

interface Line { ring: Place[]; km?: number; isHole: boolean }

function readLine(line: string): Line | { what: Trouble['what'] } | undefined {
  const words = line.trim().replace(/\s*,\s*/g, ',').split(/\s+/).filter(Boolean);
  const isHole = /^without$/i.test(words[0] ?? '');
  if (isHole) words.shift();
  if (words.length === 0) return undefined;
  const km = words.length === 2 && !isHole && !words[1]!.includes(',') ? Number(words.pop()) : undefined;
  const places = words.map(placeOf);
  if (places.some((place) => !place) || Number.isNaN(km)) return { what: 'no_number' };
  const ring = places as Place[];
  if (ring.some((place) => Math.abs(place.lat) > 90)) return { what: 'latitude' };
  if (ring.some((place) => Math.abs(place.lon) > (km === undefined ? 210 : 180))) return { what: 'longitude' };
  if (km !== undefined && (km < 0 || km > radius_max)) return { what: 'radius' };
  return { ring, km, isHole };
}

function placeOf(word: string): Place | undefined {
  const found = pair.exec(word);
  const [lat, lon] = [Number(found?.[1]), Number(found?.[2])];
  return found && Number.isFinite(lat) && Number.isFinite(lon) ? { lat: rounded(lat), lon: rounded(lon) } : undefined;
}

const isSame = (a: Place, b: Place) => a.lat === b.lat && a.lon === b.lon;
const open = (ring: Place[]) => (ring.length > 1 && isSame(ring[0]!, ring.at(-1)!) ? ring.slice(0, -1) : ring);

/** Seven decimals: the unit of the hub, 1.1 cm. */
export const rounded = (degrees: number) => Math.round(degrees * 1e7) / 1e7;

/** Without an exponent and without a negative zero. */
export const number = (value: number, decimals = 7) => {
  const text = value.toFixed(decimals).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
};
const placeText = ({ lat, lon }: Place) => `${number(lat)},${number(lon)}`;
/** Closed, as CAP asks; what encloses nothing yet is left open. */
const ringText = (ring: Place[]) => (ring.length < 3 ? ring : [...ring, ring[0]!]).map(placeText).join(' ');
const circleText = ({ centre, km }: Circle) => `${placeText(centre)} ${number(km, 6)}`;

export function toText(shapes: Shape[]): string {
  return shapes
    .map((shape) => (isCircle(shape) ? circleText(shape) : shape.rings.map((ring, i) => (i ? 'without ' : '') + ringText(ring)).join('\n')))
    .join('\n');
}

/** As the API takes it; nothing where there is no shape. A polygon with holes is a list of texts. */
export function toArea(shapes: Shape[]): Area | undefined {
  const polygons = shapes.flatMap((shape) => (isCircle(shape) ? [] : [shape.rings.length > 1 ? shape.rings.map(ringText) : ringText(shape.rings[0]!)]));
  const circles = shapes.flatMap((shape) => (isCircle(shape) ? [circleText(shape)] : []));
  if (shapes.length === 0) return undefined;
  return { ...(polygons.length && { polygons }), ...(circles.length && { circles }) };
}

export function areaText(area: Area | undefined): string {
  const polygon = (one: unknown) => (Array.isArray(one) ? one.map((ring, i) => (i ? 'without ' : '') + String(ring)).join('\n') : String(one));
  return [...(area?.polygons ?? []).map(polygon), ...(area?.circles ?? [])].join('\n');
}

/** The text of a field as the API takes it. What cannot be read is sent as it is, so that the hub says what is wrong with it. */
export function areaOf(text: string): Area | undefined {
  const { shapes, troubles } = parse(text);
  if (troubles.length === 0) return toArea(shapes);
  const lines = text.split('\n').map((line) => line.trim()).filter(Boolean);
  const isRadius = (line: string) => /^\S+\s+[-+\d.]+$/.test(line);
  return { polygons: lines.filter((line) => !isRadius(line)), circles: lines.filter(isRadius) };
}
