import { expect, it } from 'vitest';
import type { Recipient } from '../api/types';
import { body, missing, start, type Values } from '../shell/form/form';
import { registerRecipient } from './forms';

const desk: Recipient = {
  recipient: 'desk', name: 'Desk', sort: 'venue', roles: ['guard', 'manager'], languages: ['ru', 'en'], tier: 'venue', places: ['55.8258,37.3903'],
  stays: [{ position: '55,37' }],
  contacts: [
    { channel: 'webhook', address: 'https://a.example/', verified_at: '2024-03-01T10:00:30Z' },
    { channel: 'email', address: 'b@example.org', name: 'B' },
    { channel: 'email', address: 'c@example.org' },
  ],
};
const send = (was: Recipient | undefined, more: Values = {}) => {
  const spec = registerRecipient(was);
  return { spec, sent: spec.shape!(body(spec, { ...start(spec), ...more })) };
};

it('what_is_registered_and_opened_and_sent_again_is_the_same', () => expect(send(desk).sent).toEqual({ ...desk }));

it('an_emptied_contact_leaves_no_hole_and_a_problem_finds_its_field', () => {
  const { spec, sent } = send(desk, { 'contacts[1].address': '', 'contacts[2].address': 'wrong' });
  expect((sent.contacts as { address: string }[]).map((contact) => contact.address)).toEqual(['https://a.example/', 'wrong']);
  expect(spec.placeOf!('contacts[1].address', sent)).toBe('contacts[2].address');
});

it('a_new_recipient_needs_a_name_a_sort_a_tier_and_one_contact', () => {
  const spec = registerRecipient();
  expect(missing(spec, start(spec))).toEqual(['name', 'sort', 'tier', 'contacts[0].channel', 'contacts[0].address']);
  expect(send(undefined, { roles: ' guard,, manager ' }).sent).toMatchObject({ roles: ['guard', 'manager'], languages: ['en'], places: [], contacts: [] });
});
