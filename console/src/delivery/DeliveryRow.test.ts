import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import type { CaseView } from '../api/types';
import crocus from '../../fixtures/case_crocus-2024.json';
import { hub } from '../shell/hub.svelte';
import DeliveryRow from './DeliveryRow.svelte';

const view = crocus as unknown as CaseView;
const row = (id: string) =>
  render(DeliveryRow, { props: { delivery: view.deliveries.find((one) => one.planned.delivery === id)!, view, done: () => undefined } }).body;

it('a_delivery_that_was_only_accepted_says_that_nobody_knows_whether_it_arrived', () => {
  expect(row('hall-security/2/venue')).toContain('Whether it arrived nobody knows.');
  expect(row('hall-security/2/venue')).not.toMatch(/warned/i);
});

it('a_read_back_is_quoted_with_who_said_it_and_how_that_is_known', () => {
  const html = row('host-liaison/1/direct');
  expect(html).toContain('“Crocus City Hall, and a synagogue in Moscow”');
  expect(html).toContain('heard by an officer and written down');
});

it('who_may_read_the_record_finds_the_receipt_of_a_delivery_to_print', () => {
  expect(row('host-liaison/1/direct')).not.toContain('Receipt to print');
  hub.me = { name: 'ann', role: 'auditor' } as typeof hub.me;
  const planned = view.deliveries.find((one) => one.planned.delivery === 'host-liaison/1/direct')!;
  expect(row('host-liaison/1/direct')).toContain(`/api/v1/record/${planned.entry.index}/receipt?delivery=host-liaison%2F1%2Fdirect`);
  hub.me = undefined;
});
