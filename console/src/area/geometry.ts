// Shapes as a flat map draws them: [longitude, latitude] that run on over the antimeridian instead of jumping back.
import { isCircle, rounded, type Circle, type Place, type Shape } from './area';

export type Point = [lon: number, lat: number];

const radius_km = 6371.0088;
const radians = Math.PI / 180;
/** CAP's radius of 0 means "at this spot", which the hub reads as 50 m. */
const spot_km = 0.05;

/** Brought into -180 to 180. */
export const wrapped = (lon: number) => rounded(lon - 360 * Math.round(lon / 360));

/** Every edge takes the short way round. An outline that goes round the earth is led along the pole that it encloses. */
export function unwrapped(ring: Place[]): Point[] {
  const points: Point[] = [];
  for (const { lat, lon } of ring) {
    const before = points.at(-1)?.[0] ?? wrapped(lon);
    points.push([before + wrapped(lon - before), lat]);
  }
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || !goesRound(points)) return points;
  const pole = ring.reduce((sum, { lat }) => sum + lat, 0) < 0 ? -90 : 90;
  const end = last[0] > first[0] ? first[0] + 360 : first[0] - 360;
  return [...points, [end, first[1]], [end, pole], [first[0], pole]];
}

/** By how many degrees each shape is moved, by whole turns, so that all stand beside one another and not at both edges of the map. */
export function shifts(shapes: Shape[]): number[] {
  const begins = shapes.map((shape) => wrapped(isCircle(shape) ? shape.centre.lon : (shape.rings[0]?.[0]?.lon ?? 0)));
  return begins.map((lon) => 360 * Math.round(((begins[0] ?? 0) - lon) / 360));
}

function goesRound(points: Point[]): boolean {
  const [first, last] = [points[0]!, points.at(-1)!];
  return Math.abs(last[0] + wrapped(first[0] - last[0]) - first[0]) > 180;
}

/** Whether the map may move its vertices: one round a pole has some that nobody wrote. */
export const isMovable = (ring: Place[]) => unwrapped(ring).length === ring.length;

/** What the map gives back. A vertex that was not moved stays as it was written. */
export function fromMap(points: Point[], was: Place[] = []): Place[] {
  const key = (place: Place) => `${place.lat},${wrapped(place.lon)}`;
  const before = new Map(was.map((place) => [key(place), place]));
  return points.map(([lon, lat]) => {
    const place = { lat: rounded(lat), lon: wrapped(lon) };
    return before.get(key(place)) ?? { ...place };
  });
}

/** Where one comes to who goes `km` from a place on the sphere, in the direction of `bearing` degrees. */
function away(from: Place, km: number, bearing: number): Point {
  const [angle, lat, turn] = [km / radius_km, from.lat * radians, bearing * radians];
  const sine = Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(turn);
  const there = Math.asin(Math.max(-1, Math.min(1, sine)));
  const east = Math.atan2(Math.sin(turn) * Math.sin(angle) * Math.cos(lat), Math.cos(angle) - Math.sin(lat) * sine);
  return [from.lon + east / radians, there / radians];
}

/** A circle as it lies on the earth; good to 0.6 % of its radius, which no map of this size shows. */
export function outline({ centre, km }: Circle, corners = 96): Point[] {
  const ring = Array.from({ length: corners }, (_, i) => away(centre, km || spot_km, (360 * i) / corners));
  return unwrapped(ring.map(([lon, lat]) => ({ lat, lon })));
}

/** East of the centre, on the rim: where the map has its handle. */
export const rim = ({ centre, km }: Circle): Point => away(centre, km || spot_km, 90);

export function distance(a: Place, b: Place): number {
  const [lat, lon] = [(b.lat - a.lat) * radians, (b.lon - a.lon) * radians];
  const half = Math.sin(lat / 2) ** 2 + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * Math.sin(lon / 2) ** 2;
  return 2 * radius_km * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** Three digits that count: nobody means 2.0413 km when drawing. */
export const roundKm = (km: number) => Number(Math.max(0.001, km).toPrecision(3));
