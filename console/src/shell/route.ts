// Pages are in the fragment, so that the built site can be served from any folder.

export type Route =
  | { page: 'watch' }
  | { page: 'cases' }
  | { page: 'case'; id: string; part?: string }
  | { page: 'heard'; digest?: string }
  | { page: 'recipients' }
  | { page: 'record'; index?: number }
  | { page: 'nowhere' };

export function parse(hash: string): Route {
  const [page, id, part] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  if (!page) return { page: 'watch' };
  if (page === 'cases' && !id) return { page: 'cases' };
  if (page === 'cases' && id) return { page: 'case', id, part };
  if (page === 'heard') return { page: 'heard', digest: id || undefined };
  if (page === 'recipients' && !id) return { page: 'recipients' };
  if (page === 'record' && !id) return { page: 'record' };
  if (page === 'record' && /^\d{1,15}$/.test(id!)) return { page: 'record', index: Number(id) };
  return { page: 'nowhere' };
}

export function toCase(id: string, part?: string): string {
  return `#/cases/${encodeURIComponent(id)}${part ? `/${part}` : ''}`;
}

export const toAlert = (digest: string) => `#/heard/${encodeURIComponent(digest)}`;

export const toEntry = (index: number) => `#/record/${index}`;

/** The token in "#sign-in=TOKEN", as the hub prints it. */
export function tokenIn(hash: string): string | undefined {
  const found = /^#sign-in=(.+)$/.exec(hash);
  return found ? decodeURIComponent(found[1]!) : undefined;
}
