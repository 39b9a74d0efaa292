import { expect, it } from 'vitest';
import type { Deadline } from '../api/types';
import { sorted } from './due';
import { axis, place } from './windows';

const now = Date.parse('2024-03-09T18:00:00Z');
const deadline = (name: string, due: string, what = 'task', is_overdue = false): Deadline => ({ name, what, due, owner: 'o', text: name, is_overdue });

it('overdue_stands_first_the_longest_ahead_and_the_hubs_own_work_apart', () => {
  const due = sorted([
    deadline('later', '2024-03-10T00:00:00Z'),
    deadline('just', '2024-03-09T18:00:00Z'),
    deadline('hub', '2024-03-09T20:00:00Z', 'end_window'),
    deadline('long', '2024-03-01T00:00:00Z', 'decide', true),
  ], now);
  expect([due.overdue, due.next, due.hub].map((list) => list.map((one) => one.name))).toEqual([['long', 'just'], ['later'], ['hub']]);
});

it('the_axis_covers_every_window_and_the_present_with_few_round_ticks', () => {
  const scale = axis([{ from: '2024-03-07T18:00:00Z', until: '2024-03-09T18:00:00Z' }], now + 3 * 86_400_000, 6);
  expect(scale.ticks.length).toBeGreaterThan(1);
  expect(scale.ticks.length).toBeLessThanOrEqual(6);
  expect(scale.ticks.every((tick) => tick % 86_400_000 === 0)).toBe(true);
  expect(place(scale, scale.from, 500)).toBe(0);
  expect(place(scale, scale.until, 500)).toBe(500);
  expect(place(scale, now + 3 * 86_400_000, 500)).toBeLessThan(500);
});
