import { expect, it } from 'vitest';
import type { Recipient } from '../api/types';
import { body, missing, start, type Values } from '../shell/form/form';
import { registerRecipient, verifiedNow } from './forms';

const desk: Recipient = {
  recipient: 'desk', name: 'Desk', sort: 'venue', roles: ['guard', 'manager'], groups: ['night'], languages: ['ru', 'en'], tier: 'venue', places: ['55.8258,37.3903'],
  stays: [{ position: '55,37' }], opted_out: ['sms'],
  responsible_for: { polygons: [['0,0 0,10 10,10 0,0', '1,2 1,3 2,4 1,2']], circles: ['55,37 2'] },
  contacts: [
    { channel: 'webhook', address: 'https://a.example/', owner: 'm.okafor', verified_at: '2024-03-01T10:00:30Z' },
    { channel: 'email', address: 'b@example.org', name: 'B' },
    { channel: 'email', address: 'c@example.org' },
  ],
};
const send = (was: Recipient | undefined, more: Values = {}) => {
  const spec = registerRecipient(['webhook', 'email'], was);
  return { spec, sent: spec.shape!(body(spec, { ...start(spec), ...more })) };
};

it('what_is_registered_and_opened_and_sent_again_is_the_same', () => expect(send(desk).sent).toEqual({ ...desk }));

it('an_emptied_contact_leaves_no_hole_and_a_problem_finds_its_field', () => {
  const { spec, sent } = send(desk, { 'contacts[1].address': '', 'contacts[2].address': 'wrong' });
  expect((sent.contacts as { address: string }[]).map((contact) => contact.address)).toEqual(['https://a.example/', 'wrong']);
  expect(spec.placeOf!('contacts[1].address', sent)).toBe('contacts[2].address');
});

it('a_new_recipient_needs_a_name_a_sort_a_tier_and_one_contact', () => {
  const spec = registerRecipient(['webhook']);
  expect(missing(spec, start(spec))).toEqual(['name', 'sort', 'tier', 'contacts[0].channel', 'contacts[0].address']);
  expect(send(undefined, { roles: ' guard,, manager ' }).sent).toMatchObject({ roles: ['guard', 'manager'], languages: ['en'], places: [], contacts: [] });
  expect(send(undefined).sent).not.toHaveProperty('responsible_for');
});

it('a_form_offers_the_channels_that_the_hub_has_and_those_that_are_registered', () => {
  const offered = (was?: Recipient) => registerRecipient(['webhook'], was).fields.filter((field) => field.path.endsWith('.channel')).map((field) => field.options!.map(({ value }) => value));
  expect(offered()).toEqual([['webhook'], ['webhook']]);
  expect(offered(desk)).toEqual([['webhook'], ['webhook', 'email'], ['webhook', 'email'], ['webhook']]);
  expect(registerRecipient([]).fields.find((field) => field.path === 'contacts[0].channel')!.kind).toBe('line');
});

it('one_contact_is_verified_now_and_nothing_else_changes (DE-8)', () => {
  const now = Date.parse('2024-03-27T09:00:00.250Z');
  const after = verifiedNow(desk, desk.contacts[1]!, now)!;
  expect(after.contacts.map((contact) => contact.verified_at)).toEqual(['2024-03-01T10:00:30Z', '2024-03-27T09:00:00Z', undefined]);
  expect({ ...after, contacts: desk.contacts }).toEqual(desk);
  expect(verifiedNow(desk, { channel: 'email', address: 'gone@example.org' }, now)).toBeUndefined();
});
