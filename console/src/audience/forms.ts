import { areaOf, areaText } from '../area/area';
import type { Contact, Recipient } from '../api/types';
import type { Field, Spec } from '../shell/form/form';
import { options } from '../shell/form/options';
import { en, forms } from '../words/en';
import { fromField, toField } from '../words/time';
import { split } from './question';

const words = forms.register_recipient;
const lines = (text: unknown) => ((text as string | undefined) ?? '').split('\n').map((one) => one.trim()).filter(Boolean);

/** Registers anew, or replaces all of what is registered: then everything that the form does not ask is sent as it was. */
export function registerRecipient(channels: string[], was?: Recipient): Spec {
  const slots = (was?.contacts.length ?? 0) + (was ? 1 : 2);
  // Which slot of the form each contact that was sent came from: an emptied one in between leaves no hole.
  let from: number[] = [];
  const kept = was && { recipient: was.recipient, ...(was.stays.length && { stays: was.stays }) };
  const id: Field = { path: 'recipient', label: words.id, kind: 'line', hint: words.idHint, optional: true };
  return {
    command: 'register_recipient', title: was ? words.change(was.name) : words.title, submit: words.submit, fixed: { ...kept },
    intro: was?.stays.length ? words.stays(was.stays.length) : undefined,
    fields: [
      { path: 'name', label: words.name, kind: 'line', value: was?.name },
      ...(was ? [] : [id]),
      { path: 'sort', label: words.sort, kind: 'choice', value: was?.sort, options: options(en.recipients.sort) },
      { path: 'tier', label: words.tier, kind: 'choice', value: was?.tier, options: options(en.tier).filter((option) => option.value !== 'internal') },
      { path: 'roles', label: words.roles, kind: 'line', hint: words.comma, optional: true, value: was?.roles.join(', ') },
      { path: 'groups', label: words.groups, kind: 'line', hint: words.comma, optional: true, value: was?.groups.join(', ') },
      { path: 'languages', label: words.languages, kind: 'line', hint: words.languagesHint, optional: true, value: was ? was.languages.join(', ') : 'en' },
      { path: 'places', label: words.places, kind: 'text', hint: words.placesHint, optional: true, value: was?.places.join('\n') },
      { path: 'responsible_for', label: words.responsible, kind: 'area', hint: words.responsibleHint, optional: true, group: words.responsible, value: areaText(was?.responsible_for) },
      ...Array.from({ length: slots }, (_, i) => contactFields(i, channels, was?.contacts[i])).flat(),
      ...optedOut(channels, was),
    ],
    shape: ({ responsible_for: ground, ...asked }) => {
      const contacts = ((asked.contacts ?? []) as (Contact | undefined)[]).map((contact, slot) => ({ contact, slot })).filter(({ contact }) => contact?.address);
      from = contacts.map(({ slot }) => slot);
      const area = areaOf((ground as string | undefined) ?? '');
      return {
        ...asked, roles: split(asked.roles), groups: split(asked.groups), languages: split(asked.languages), places: lines(asked.places),
        ...(area && { responsible_for: area }), contacts: contacts.map(({ contact, slot }) => exact(contact!, was?.contacts[slot])),
        opted_out: (asked.opted_out as string[] | undefined) ?? [],
      };
    },
    placeOf: (place) => place.replace(/^contacts\[(\d+)\]/, (_, i) => `contacts[${from[Number(i)] ?? i}]`),
  };
}

/** The channels that the hub has, and those that are registered although it has them no more. */
const named = (channels: string[], more: string[]) =>
  [...new Set([...channels, ...more])].map((value) => ({
    value, label: label(en.recipients.channel[value] ?? value), ...(channels.length && !channels.includes(value) && { hint: words.noSuchChannel }),
  }));
const label = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function optedOut(channels: string[], was?: Recipient): Field[] {
  const all = named(channels, [...(was?.opted_out ?? []), ...(was?.contacts ?? []).map(({ channel }) => channel)]);
  return all.length ? [{ path: 'opted_out', label: words.optedOut, kind: 'many', optional: true, value: was?.opted_out ?? [], options: all }] : [];
}

function contactFields(i: number, channels: string[], was?: Contact): Field[] {
  const isNeeded = i === 0;
  const group = isNeeded ? undefined : words.contact(i + 1);
  const at = `contacts[${i}]`;
  const choice = named(channels, was ? [was.channel] : []);
  const channel: Field = { path: `${at}.channel`, label: words.channel, kind: 'choice', optional: !isNeeded, group, value: was?.channel, options: choice };
  return [
    // A hub that does not say which channels it has is asked in words.
    choice.length ? channel : { ...channel, kind: 'line', hint: words.noChannels },
    { path: `${at}.address`, label: words.address, kind: 'line', optional: !isNeeded, group, value: was?.address },
    { path: `${at}.name`, label: words.answers, kind: 'line', optional: true, group, value: was?.name },
    { path: `${at}.owner`, label: words.contactOwner, kind: 'line', optional: true, group, value: was?.owner },
    { path: `${at}.verified_at`, label: words.verified, kind: 'instant', optional: true, group, value: was?.verified_at && toField(was.verified_at) },
  ];
}

/** A time that nobody touched keeps the seconds that the field does not show. */
function exact(contact: Contact, was?: Contact): Contact {
  const isSame = was?.verified_at && contact.verified_at === fromField(toField(was.verified_at));
  return isSame ? { ...contact, verified_at: was.verified_at } : contact;
}

export function retire({ recipient, name }: Recipient): Spec {
  const text = forms.retire_recipient;
  return {
    command: 'retire_recipient', title: text.of(name), submit: text.submit, tone: 'grave', fixed: { recipient },
    fields: [{ path: 'reason', label: text.reason, kind: 'text' }],
  };
}

/** The recipient with one contact verified at `now`, as register_recipient takes it; nothing when it has no such contact any more. */
export function verifiedNow(recipient: Recipient, { channel, address }: Contact, now: number): Recipient | undefined {
  const isIt = (contact: Contact) => contact.channel === channel && contact.address === address;
  if (!recipient.contacts.some(isIt)) return undefined;
  const at = `${new Date(now).toISOString().slice(0, 19)}Z`;
  return { ...recipient, contacts: recipient.contacts.map((contact) => (isIt(contact) ? { ...contact, verified_at: at } : contact)) };
}
