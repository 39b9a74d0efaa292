// The one door to the hub.
import * as complete from './complete';
import type { EntryField, EventCodes, Me, PreviewAsked, Recipient, RecordHead, RegisterPage, StoredEntry } from './types';

/** What the hub says when it refuses (RFC 9457). `place` is the field in the caller's input. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly place = '',
    readonly code = '',
  ) {
    super(detail);
  }
}

export async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/v1/${path}`, { credentials: 'same-origin', ...init });
  } catch {
    throw new Problem(0, '');
  }
  const text = await response.text();
  let body: any = {};
  try {
    body = text ? JSON.parse(text) : {};
  } catch {
    body = { detail: text.slice(0, 300) };
  }
  if (!response.ok) {
    throw new Problem(response.status, body.detail ?? body.title ?? response.statusText, body.place, body.code);
  }
  return body as T;
}

function post<T>(path: string, body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<T> {
  return ask<T>(path, {
    method: 'POST',
    signal,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

export const signIn = (token: string) => post<Me>('sign_in', { token });
export const signOut = () => post<unknown>('sign_out', {});
export const me = () => ask<Me>('me');
export const watch = async () => complete.watch(await ask('watch'));
export const cases = async () => complete.cases(await ask('cases'));
export const oneCase = async (id: string) => complete.caseView(await ask(`cases/${encodeURIComponent(id)}`));
export const inbox = async () => complete.reports(await ask('reports?stage=received'));
export const eventCodes = async () => (await ask<{ lists?: EventCodes[] }>('event-codes')).lists ?? [];
export const regimes = async () => complete.regimes(await ask('regimes'));
export const recordHead = () => ask<RecordHead>('record');
export const recordEntry = (index: number) => ask<StoredEntry>(`record/${index}`);
export const entryFields = (index: number) => ask<{ fields: EntryField[] }>(`record/${index}/fields`);
export const recipients = async (from = 0, limit = 200) => complete.recipients(await ask(`recipients?from=${from}&limit=${limit}`));
export const staleContacts = async (days: number) => complete.stale(await ask(`recipients/stale?days=${days}&limit=100`));
/** Whom a draft would reach. */
export const preview = async (asked: PreviewAsked, signal: AbortSignal) => complete.preview(await post('audience/preview', asked, {}, signal));

const page_max = 1000;

/** The first recipients of the register, for a form that offers their names; a name beyond them is typed. */
export const someRecipients = async () => (await recipients(0, page_max)).recipients;

/** One recipient as it is now. Pages through the register, because the hub has no reading of one. */
export async function findRecipient(id: string): Promise<Recipient | undefined> {
  for (let from: number | undefined = 0; from !== undefined; ) {
    const page: RegisterPage = await recipients(from, page_max);
    const found = page.recipients.find((one) => one.recipient === id);
    if (found) return found;
    from = page.next;
  }
  return undefined;
}

export interface Recorded { entry: number; name: string }

/** Sends a command. The same key with the same body is answered by the hub and not repeated. */
export const command = (name: string, body: unknown, key: string) =>
  post<Recorded>(`commands/${name}`, body, { 'Idempotency-Key': key });

/** Sixteen random bytes. Why not randomUUID: it is missing where the page came over plain HTTP from another machine. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
