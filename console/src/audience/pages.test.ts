import { expect, it } from 'vitest';
import type { Recipient, RegisterPage } from '../api/types';
import { found, pages } from './pages';

const one = (i: number): Recipient => ({ recipient: `r${i}`, name: `Desk ${i}`, sort: 'venue', roles: ['guard'], groups: i ? [] : ['Night'], languages: [], tier: 'venue', places: [], stays: [], contacts: [], opted_out: [] });
const asked: number[] = [];
const read = async (from: number): Promise<RegisterPage> => {
  asked.push(from);
  return { recipients: [one(from), one(from + 1)], total: 5, channels: ['webhook'], ...(from + 2 < 5 && { next: from + 2 }) };
};

it('pages_follow_one_another_until_as_many_are_read_as_were_asked_for_or_there_are_no_more', async () => {
  const two = await pages(2, read);
  expect([two.recipients.map(({ recipient }) => recipient), two.next]).toEqual([['r0', 'r1', 'r2', 'r3'], 4]);
  expect((await pages(9, read)).next).toBeUndefined();
  expect(asked).toEqual([0, 2, 0, 2, 4]);
});

it('a_group_and_a_role_are_found_in_any_case', () => {
  expect(found([one(0), one(1)], ' night ').map(({ recipient }) => recipient)).toEqual(['r0']);
  expect(found([one(0), one(1)], 'GUARD').length).toBe(2);
});
