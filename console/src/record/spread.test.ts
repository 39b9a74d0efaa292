import { expect, it } from 'vitest';
import { days, spread } from './spread';

const at = (text: string) => Date.parse(text);
const instants = ['2024-03-06T07:25:00Z', '2024-03-06T07:25:01Z', '2024-03-06T09:00:00Z', '2024-03-09T18:00:00Z', '2024-03-19T14:00:00Z'].map(at);

it('order_is_kept_no_two_marks_fall_together_and_the_axis_is_filled', () => {
  const marks = spread(instants, 800).map((mark) => mark.x);
  marks.slice(1).forEach((x, i) => expect(x - marks[i]!).toBeGreaterThan(5));
  expect(marks[0]).toBe(0);
  expect(marks.at(-1)).toBeCloseTo(800);
});

it('a_longer_gap_is_wider', () => {
  const steps = spread(instants, 800).map((mark, i, all) => mark.x - (all[i - 1]?.x ?? 0)).slice(1);
  expect([...steps].sort((a, b) => a - b)).toEqual(steps);
});

it('each_day_has_a_label_where_there_is_room_and_long_gaps_are_named', () => {
  const labels = days(spread(instants, 800), 60);
  expect(labels.map((label) => new Date(label.at).getUTCDate())).toEqual([6, 9, 19]);
  expect(labels.map((label) => label.gap !== undefined)).toEqual([false, true, true]);
});

it('nothing_and_one_entry_are_no_trouble', () => {
  expect(spread([], 800)).toEqual([]);
  expect(spread([5], 800)).toEqual([{ at: 5, x: 0 }]);
});
