// Reading the alerts of others; the lists and flags that the hub leaves out are put back.
import { ask } from '../api/client';
import type { AlertList, AlertView, Feed, HeardAlert, HeardStanding } from './types';

/** What the hub sent: any list, text or flag in it may be absent. */
type Sparse = any;

export const alertLine = (raw: Sparse): HeardAlert => ({
  is_assumed: false, is_altered: false, is_reused: false, errors: 0, warnings: 0, signature: 'none', ...raw,
  infos: (raw.infos ?? []).map((info: Sparse) => ({ language: '', event: '', headline: '', ...info })),
  ways: (raw.ways ?? []).map((way: Sparse) => ({ ...way, way: { address: '', ...way.way } })),
  concerns: raw.concerns && { persons: 0, organisations: 0, venues: 0, systems: 0, codes_left_out: 0, ...raw.concerns },
});
export const alertView = (raw: Sparse): AlertView => ({
  ...raw, ...alertLine(raw), findings: raw.findings ?? [], references: raw.references ?? [],
  places: (raw.places ?? []).map((place: Sparse) => ({ name: '', sort: 'organisation', ...place, why: place.why ?? [] })),
  corroborated_by: (raw.corroborated_by ?? []).map((other: Sparse) => ({ ...other, reasons: other.reasons ?? [] })),
});
export const feed = (raw: Sparse): Feed => ({ detail: '', fresh: 0, again: 0, unusable: 0, fetched: 0, ...raw, gaps: raw.gaps ?? [], lost: raw.lost ?? [] });

export const page_max = 1000;

export interface Choice { standing: HeardStanding | ''; concerning: boolean }

/** The newest alerts, of one standing or of all; those that cover our recipients, or all. */
export async function alerts({ standing, concerning }: Choice, limit: number): Promise<AlertList> {
  const only = `${standing ? `&standing=${standing}` : ''}${concerning ? '&concerning=true' : ''}`;
  const raw: Sparse = await ask(`alerts?limit=${Math.min(limit, page_max)}${only}`);
  return { ...raw, alerts: (raw.alerts ?? []).map(alertLine), total: raw.total ?? 0 };
}
export const oneAlert = async (digest: string) => alertView(await ask(`alerts/${encodeURIComponent(digest)}`));
export async function feeds(): Promise<Feed[]> {
  const raw: Sparse = await ask('feeds');
  return (raw.feeds ?? []).map(feed);
}
export const originalOf = (digest: string) => `/api/v1/alerts/${encodeURIComponent(digest)}/original`;
