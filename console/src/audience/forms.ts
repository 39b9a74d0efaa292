import type { Contact, Recipient } from '../api/types';
import type { Field, Spec } from '../shell/form/form';
import { options } from '../shell/form/options';
import { en, forms } from '../words/en';
import { fromField, toField } from '../words/time';

const words = forms.register_recipient;
/** Lists are typed as text, split at commas or at the ends of lines. */
const split = (text: unknown, at: RegExp) => ((text as string | undefined) ?? '').split(at).map((one) => one.trim()).filter(Boolean);
const comma = /,/;
const line = /\n/;

/** Registers anew, or replaces all of what is registered: then everything that the form does not ask is sent as it was. */
export function registerRecipient(was?: Recipient): Spec {
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
      { path: 'languages', label: words.languages, kind: 'line', hint: words.languagesHint, optional: true, value: was ? was.languages.join(', ') : 'en' },
      { path: 'places', label: words.places, kind: 'text', hint: words.placesHint, optional: true, value: was?.places.join('\n') },
      ...Array.from({ length: slots }, (_, i) => contactFields(i, was?.contacts[i])).flat(),
    ],
    shape: (asked) => {
      const contacts = ((asked.contacts ?? []) as (Contact | undefined)[]).map((contact, slot) => ({ contact, slot })).filter(({ contact }) => contact?.address);
      from = contacts.map(({ slot }) => slot);
      return {
        ...asked, roles: split(asked.roles, comma), languages: split(asked.languages, comma), places: split(asked.places, line),
        contacts: contacts.map(({ contact, slot }) => exact(contact!, was?.contacts[slot])),
      };
    },
    placeOf: (place) => place.replace(/^contacts\[(\d+)\]/, (_, i) => `contacts[${from[Number(i)] ?? i}]`),
  };
}

function contactFields(i: number, was?: Contact): Field[] {
  const isNeeded = i === 0;
  const group = isNeeded ? undefined : words.contact(i + 1);
  const at = `contacts[${i}]`;
  const channels = { ...en.recipients.channel, ...(was && !en.recipients.channel[was.channel] && { [was.channel]: was.channel }) };
  return [
    { path: `${at}.channel`, label: words.channel, kind: 'choice', optional: !isNeeded, group, value: was?.channel, options: options(channels) },
    { path: `${at}.address`, label: words.address, kind: 'line', optional: !isNeeded, group, value: was?.address },
    { path: `${at}.name`, label: words.answers, kind: 'line', optional: true, group, value: was?.name },
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
