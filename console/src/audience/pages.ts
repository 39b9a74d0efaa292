// The register as far as it is loaded.
import type { Recipient, RegisterPage } from '../api/types';

/** Reads `count` pages, each where the one before ended, as one. */
export async function pages(count: number, read: (from: number) => Promise<RegisterPage>): Promise<RegisterPage> {
  const all = await read(0);
  for (let n = 1; n < count && all.next !== undefined; ++n) {
    const page = await read(all.next);
    all.recipients.push(...page.recipients);
    Object.assign(all, { total: page.total, next: page.next, channels: page.channels });
  }
  return all;
}

const text = (one: Recipient) =>
  [one.name, one.recipient, ...one.roles, ...one.groups, ...one.contacts.flatMap((contact) => [contact.address, contact.name ?? ''])].join(' ').toLowerCase();

export const found = (all: Recipient[], sought: string) => all.filter((one) => text(one).includes(sought.trim().toLowerCase()));
