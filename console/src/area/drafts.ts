// The list of points: the same value as the text and the map, for who uses neither a mouse nor CAP.
import { isCircle, number, parse, type Place } from './area';

/** As typed: a row may be half written. */
export interface Row { lat: string; lon: string }
export interface Draft { kind: 'polygon' | 'circle' | 'hole'; rows: Row[]; km: string }

const row = ({ lat, lon }: Place): Row => ({ lat: number(lat), lon: number(lon) });
const blank = (): Row => ({ lat: '', lon: '' });

export const newPolygon = (): Draft => ({ kind: 'polygon', rows: [blank(), blank(), blank()], km: '' });
export const newCircle = (): Draft => ({ kind: 'circle', rows: [blank()], km: '' });
export const newRow = blank;

export function draftsOf(text: string): Draft[] {
  return parse(text).drafts.flatMap((shape): Draft[] => {
    if (isCircle(shape)) return [{ kind: 'circle', rows: [row(shape.centre)], km: number(shape.km, 6) }];
    return shape.rings.map((ring, i) => ({ kind: i ? 'hole' : 'polygon', rows: ring.map(row), km: '' }));
  });
}

/** Empty rows are passed over; a half written one stands in the text, so that it is not forgotten. */
export function textOf(drafts: Draft[]): string {
  return drafts.map(lineOf).filter(Boolean).join('\n');
}

function lineOf({ kind, rows, km }: Draft): string {
  const filled = rows.filter(({ lat, lon }) => lat.trim() || lon.trim()).map(({ lat, lon }) => `${lat.trim() || '?'},${lon.trim() || '?'}`);
  if (kind === 'circle') return filled.length || km.trim() ? `${filled[0] ?? '?,?'} ${km.trim() || '?'}` : '';
  if (filled.length === 0) return '';
  const closed = filled.length < 3 || filled[0] === filled.at(-1) ? filled : [...filled, filled[0]!];
  return (kind === 'hole' ? 'without ' : '') + closed.join(' ');
}
