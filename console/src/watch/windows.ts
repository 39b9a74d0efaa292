// The windows of standing warnings on one time axis.
import type { Window } from '../api/types';

export interface Axis { from: number; until: number; ticks: number[] }

const hour = 3600_000;
const day = 24 * hour;
const stepsOf = [hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 5 * day, 7 * day, 14 * day, 30 * day];

/** Covers every window and the present, with some air, and at most `most` ticks on round UTC times. */
export function axis(windows: Window[], now: number, most: number): Axis {
  const ends = windows.flatMap((window) => [new Date(window.from).getTime(), new Date(window.until).getTime()]);
  const low = Math.min(now, ...ends);
  const high = Math.max(now, ...ends);
  const air = Math.max(hour, (high - low) * 0.04);
  const [from, until] = [low - air, high + air];
  const step = stepsOf.find((size) => (until - from) / size <= most) ?? 90 * day;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= until; at += step) ticks.push(at);
  return { from, until, ticks };
}

export function place(axis: Axis, at: number, width: number): number {
  return ((at - axis.from) / (axis.until - axis.from)) * width;
}
