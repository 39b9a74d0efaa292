import { expect, it } from 'vitest';
import { table } from './may';

const [text] = Object.values(import.meta.glob<string>('../../../src/flow/record/authority.cpp', { query: '?raw', import: 'default', eager: true }));
/** What the hub calls a role in its code, where that differs from its word. */
const names: Record<string, string> = { senior: 'senior_officer', publicist: 'public_officer' };

it.skipIf(text === undefined)('the_page_offers_to_each_role_what_the_hub_lets_it_do_and_nothing_else', () => {
  const staff = /constexpr Roles staff = (.+);/.exec(text!)![1]!.split(' | ');
  const rows = [...text!.matchAll(/Row\{"(\w+)", ([^}]+)\}/g)];
  expect(rows.length).toBeGreaterThan(40);
  const hub = rows.map(([, command, roles]) => {
    const all = roles!.split(' | ').flatMap((role) => (role === 'staff' ? staff : [role]));
    return [command, all.map((role) => names[role] ?? role).sort()];
  });
  const page = Object.entries(table).map(([command, roles]) => [command, [...roles].sort()]);
  expect(Object.fromEntries(page)).toEqual(Object.fromEntries(hub));
});
