// Entries on a time axis where minutes matter on one day and nothing happens for ten.

export interface Mark { at: number; x: number }
export interface DayLabel { at: number; x: number; gap?: number }

const halfHour = 30 * 60 * 1000;
const day = 24 * 60 * 60 * 1000;

/**
 * Places for instants in rising order on `width` pixels. Each step is a fixed share plus one that grows with the logarithm of
 * the time between, so order is kept, no two marks fall together, and a long gap is still wider than a short one.
 */
export function spread(instants: number[], width: number): Mark[] {
  if (instants.length === 0) return [];
  const steps = instants.slice(1).map((at, i) => Math.log2(1 + (at - instants[i]!) / halfHour));
  const least = Math.min(12, (width * 0.6) / Math.max(1, steps.length));
  const sum = steps.reduce((total, step) => total + step, 0);
  const scale = sum > 0 ? (width - least * steps.length) / sum : 0;
  let x = 0;
  return instants.map((at, i) => {
    if (i > 0) x += least + scale * steps[i - 1]!;
    return { at, x };
  });
}

/** One label for each day, left out where it would run into the one before; a gap of more than a day and a half is named. */
export function days(marks: Mark[], room: number): DayLabel[] {
  const labels: DayLabel[] = [];
  marks.forEach((mark, i) => {
    const before = marks[i - 1];
    if (before && Math.floor(before.at / day) === Math.floor(mark.at / day)) return;
    const last = labels.at(-1);
    if (last && mark.x - last.x < room) return;
    const gap = before && mark.at - before.at > 1.5 * day ? mark.at - before.at : undefined;
    labels.push({ at: mark.at, x: mark.x, gap });
  });
  return labels;
}
