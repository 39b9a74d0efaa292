import { expect, it } from 'vitest';
import type { CaseView, Deadline, Delivery } from '../api/types';
import crocus from '../../fixtures/case_crocus-2024.json';
import { isSettled } from '../delivery/ladder';
import { apart } from '../shell/fold';
import { missingRole, parts } from './parts';

const view = { told: [], ...crocus } as unknown as CaseView;
const deadline = (name: string, warning?: string): Deadline => ({ name, what: name.split('/')[0]!, due: '2024-03-06T09:00:00Z', owner: 'o', text: '', is_overdue: true, warning });

it('each_part_says_how_much_is_in_it_and_how_much_is_overdue', () => {
  const found = Object.fromEntries(parts(view, Date.parse('2024-03-27T09:00:00Z')).map(({ name, count, due }) => [name, [count, due]]));
  expect(found).toMatchObject({ now: [6, 4], warnings: [1, 1], deliveries: [14, 2], timeline: [92, 0] });
  expect(found.responses![1]).toBe(1);
  const later = parts(view, Date.parse('2024-03-27T16:00:00Z')).find(({ name }) => name === 'responses')!;
  expect(later.due).toBe(2);
});

it('deliveries_that_are_not_listed_are_counted', () => {
  const told = [{ warning: 'w-1', edition: 1, deliveries: 1_500, listed: 1_000, asked: 0, acknowledged: 0, overdue: 0 }];
  const found = parts({ ...view, told }, 0).find(({ name }) => name === 'deliveries')!;
  expect(found.count).toBe(view.deliveries.length + 500);
});

it.each([
  ['missing_role/w-1/host_police@2024-03-06T09:00:00Z', 'w-1', 'host_police'], ['missing_role/w-1/a/b@c@2024-03-06T09:00:00Z', 'w-1', 'a/b@c'],
  ['missing_role/w-1/host_police@2024-03-06T09:00:00Z', 'w-2', undefined], ['unattended/w-1@2024-03-06T09:00:00Z', 'w-1', undefined],
])('the_role_of_%s_of_%s_is_%s', (name, warning, role) => expect(missingRole(deadline(name, warning))).toBe(role));

it.each<[string, string | undefined, boolean]>([
  ['acknowledged', '30m', true], ['stopped', '30m', true], ['delivered', '30m', false], ['seen', '30m', false], ['delivered', undefined, true],
  ['seen', undefined, true], ['accepted', undefined, false], ['queued', undefined, false], ['unreachable', undefined, false], ['refused', '30m', false],
])('a_delivery_that_is_%s_and_asked_for_%s_is_settled: %s', (standing, acknowledge_within, expected) => {
  expect(isSettled({ standing, planned: { acknowledge_within } } as Delivery)).toBe(expected);
});

it('what_is_over_stands_apart_and_keeps_its_order', () => {
  expect(apart([1, 2, 3, 4], (n) => n % 2 === 0)).toEqual({ open: [1, 3], over: [2, 4] });
});
