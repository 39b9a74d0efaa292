// Pages are in the fragment, so that the built site can be served from any folder.

export type Route =
  | { page: 'watch' }
  | { page: 'cases' }
  | { page: 'case'; id: string; part?: string }
  | { page: 'nowhere' };

export function parse(hash: string): Route {
  const [page, id, part] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  if (!page) return { page: 'watch' };
  if (page === 'cases' && !id) return { page: 'cases' };
  if (page === 'cases' && id) return { page: 'case', id, part };
  return { page: 'nowhere' };
}

export function toCase(id: string, part?: string): string {
  return `#/cases/${encodeURIComponent(id)}${part ? `/${part}` : ''}`;
}

/** The token in "#sign-in=TOKEN", as the hub prints it. */
export function tokenIn(hash: string): string | undefined {
  const found = /^#sign-in=(.+)$/.exec(hash);
  return found ? decodeURIComponent(found[1]!) : undefined;
}
