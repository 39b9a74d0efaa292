// The alerts of others as the hub tells them. Instants are RFC 3339 texts in UTC; words of CAP are as CAP writes them.

export const standings = ['standing', 'replaced', 'cancelled', 'expired', 'waiting', 'answer', 'not_public'] as const;
export type HeardStanding = (typeof standings)[number];

export interface Identity { sender: string; identifier: string; sent: string }
export interface Info {
  language: string; event: string; urgency: string; severity: string; certainty: string; headline: string;
  effective?: string; onset?: string; expires?: string;
}
/** How many recipients of this hub were in its areas when it was heard. */
export interface Concern { persons: number; organisations: number; venues: number; systems: number; codes_left_out: number }
/** A venue, organisation or system that it covers, and why. */
export interface Within { recipient: string; name: string; sort: string; why: string[] }
export interface HeardWay { way: { feed: string; address: string }; at: string }
export interface HeardAlert extends Identity {
  digest: string; bytes: number; standing: HeardStanding; status: string; msg_type: string; scope: string;
  infos: Info[]; stands_until: string; is_assumed: boolean; signature: string; errors: number; warnings: number;
  is_altered: boolean; is_reused: boolean; ways: HeardWay[]; entry: number; report?: string;
  concerns?: Concern;
  end?: { sent: string; by: { identity: Identity; digest: string }; msg_type: string };
}
export interface AlertList { alerts: HeardAlert[]; total: number; next?: number }

export interface HeardLink { reference: Identity; link: string; said: string }
export interface AlertView extends HeardAlert {
  findings: string[]; references: HeardLink[]; places: Within[];
  corroborated_by: { alert: { identity: Identity; digest: string }; reasons: string[] }[];
}

export interface Feed {
  name: string; url: string; going: 'waiting' | 'well' | 'failing'; detail: string; last_at?: string; since?: string;
  fresh: number; again: number; unusable: number; gaps: string[];
  /** Of a stream with repositories: what they gave, and what none of them has. */
  fetched: number; lost: { message: string; why: string }[];
}
