// The API of the hub as the console reads it. Instants are RFC 3339 texts in UTC.

export const tiers = ['internal', 'partner', 'direct', 'venue', 'public'] as const;
export type Tier = (typeof tiers)[number];
export type Role =
  | 'reporter' | 'analyst' | 'senior_officer' | 'releaser' | 'deliverer' | 'public_officer'
  | 'recipient' | 'arbiter' | 'auditor' | 'administrator' | 'hub';
export type Status = 'actual' | 'exercise' | 'test';
export type Aspect = 'what' | 'who' | 'whom' | 'where' | 'when' | 'how';
export type Threat = 'open' | 'contained' | 'disproved' | 'removed' | 'event_over' | 'transferred';
export type WarningStanding = 'drafted' | 'active' | 'unattended' | 'ended';
export type DeliveryStanding =
  | 'queued' | 'attempting' | 'accepted' | 'delivered' | 'seen' | 'acknowledged'
  | 'refused' | 'unreachable' | 'stopped';
export type DecisionStanding = 'due' | 'warn' | 'waived' | 'delayed' | 'below_threshold';
export type Lane = 'report' | 'case' | 'decision' | 'warning' | 'audience' | 'delivery' | 'response' | 'watch';
export type Likelihood =
  | 'almost_none' | 'very_unlikely' | 'unlikely' | 'even' | 'likely' | 'very_likely' | 'almost_certain';

export interface Me { name: string; role: Role }
export interface Ref { index: number; at: string }
export interface Window { from: string; until: string }
/** Areas as CAP writes them: "lat,lon lat,lon …" and "lat,lon km". */
export interface Area { polygons?: unknown[]; circles?: string[] }
export interface Kept<Fact> { fact: Fact; by: string; entry: Ref }

export interface Deadline {
  name: string; what: string; due: string; owner: string; text: string; is_overdue: boolean;
  case_id?: string; warning?: string; target?: string; recipient?: string;
}
export interface StandingWarning {
  warning: string; case_id: string; title: string; standing: WarningStanding; valid: Window; status: Status;
  acknowledged: number; asked: number;
}
export interface Watch { now: string; deadlines: Deadline[]; warnings: StandingWarning[] }

export interface CaseSummary {
  case_id: string; title: string; regime: string; owner: string; closed?: unknown; opened: Ref; overdue: number;
  targets: { target: string; name: string; threat: Threat }[];
  warnings: { warning: string; standing: WarningStanding; valid: Window; status: Status }[];
}

export interface Report {
  received: {
    report: string; text: string; source: string; reliability: string; credibility: string; marking: Tier;
    originator?: string; derived_from?: string[]; first_awareness: { at: string; by?: string }; published_at?: string;
  };
  stage: string; case_id?: string; discredited?: unknown; entry: Ref; entered_by: string;
}

export interface Target {
  added: { case_id: string; target: string; name: string; type: string; place?: Area; expected?: Window };
  threat: Threat; reason?: string; since: Ref; entry: Ref;
}
export interface FacetAdded {
  facet: string; aspect: Aspect; statement: string; marking: Tier; basis: 'known' | 'assumed' | 'unknown';
  likelihood?: Likelihood; targets: string[]; reports: string[]; cleared?: string;
}
export interface Facet { added: FacetAdded; entry: Ref }
export interface Claim {
  recorded: { subject: string; value: string; source: string; as_of: string; published_at?: string };
  entry: Ref;
}
export interface Case {
  opened: { case_id: string; title: string; regime: string; owner: string };
  owner: string; targets: Record<string, Target>; facets: Record<string, Facet>; reports: string[]; claims: Claim[];
  closed?: string; entry: Ref;
}

export interface Assessed {
  answers: { question: string; answer: 'yes' | 'no' | 'unknown'; reason?: string }[];
  is_met: boolean;
}
export interface Decision {
  assessed?: Assessed; assessed_by?: string;
  proposed?: { ground: string; facts: string; lesser_form?: string; review_at: string }; proposed_by?: string;
  made: { standing: DecisionStanding; by: string; reason: string; ground?: string; again_at?: string; entry: Ref }[];
}
export interface Regime {
  id: string; title: string; basis: string;
  questions: { id: string; text: string; required?: boolean }[];
  grounds: { code: string; text: string; ask_lesser_form?: boolean }[];
  required_roles: string[];
}

export interface Content {
  tier: Tier; language: string; headline: string; instruction: string; text: string; facets: string[];
}
/** Whom a tier is to reach. */
export interface Reach { tier: Tier; area?: Area; roles?: string[]; recipients?: string[]; groups?: string[] }
export interface Drafted {
  warning: string; edition: number; what: string; targets: string[]; issuer: string; status: Status; valid: Window;
  review: { by: string; at: string };
  reach: Reach[];
  contents: Content[]; notice?: string;
  /** "SAME CEM": a list and its code. */
  event_codes: string[];
}
export interface EventCodes { system: string; title: string; codes: { code: string; name: string }[] }
export interface Finding { check: string; weight: 'must_mend' | 'must_answer'; question: string }
export interface Edition {
  drafted: Drafted; drafted_by: string;
  answers: Record<string, { by: string; answer: string; entry: Ref }>;
  release?: { by: string; entry: Ref }; entry: Ref; findings?: Finding[];
}
export interface Ending { disposition: string; reason: string; by: string; replaced_by?: string; entry: Ref }
export interface Warning {
  id: string; case_id: string; standing: WarningStanding; valid: Window; editions: Edition[];
  planned?: Ending; history: Ending[]; reviewed?: Ref; lapses: Ref[];
}

export interface Contact { channel: string; address: string; name?: string; verified_at?: string; owner?: string }
export interface Attempt {
  contact: number; at: string; report?: { outcome: string; detail: string; retry_at?: string }; entry: Ref;
}
export interface Delivery {
  planned: {
    delivery: string; warning: string; edition: number; recipient: string; tier: Tier; language: string;
    contacts: Contact[]; until: string; acknowledge_within?: string;
  };
  standing: DeliveryStanding; contact: number; attempts: Attempt[]; attempt_at?: string; acknowledge_by?: string;
  exhausted?: string; moves: { to: DeliveryStanding; entry: Ref }[]; entry: Ref;
}
export interface Recipient {
  recipient: string; name: string; sort: string; roles: string[]; groups: string[]; languages: string[]; tier: Tier;
  places: string[]; stays: unknown[]; responsible_for?: Area; contacts: Contact[]; opted_out: string[];
}
/** A page of the register; `next` is where the rest begins. */
export interface RegisterPage { recipients: Recipient[]; total: number; next?: number; channels: string[] }
export interface Stale { recipient: string; name: string; contact: Contact }
export interface StalePage { stale: Stale[]; next?: number; days: number }
export interface PreviewAsked { reach: Reach; during: Window }
export interface Preview {
  count: number; by_channel: Record<string, number>; by_language: Record<string, number>; by_role: Record<string, number>;
  by_tier: Record<string, number>; by_sort: Record<string, number>; not_allowed: number; unreachable: number;
}

/** The recipient's own signature, and since when its key was known. */
export interface Signed { key: string; registered: number; registered_at: string; registered_by: string; statement: string }
export interface Acknowledged {
  delivery: string; warning: string; edition: number; recipient: string; who: string; capacity: string;
  read_back: { target: string; window: string; action: string };
  evidence: 'own_key' | 'api_token' | 'signed_link' | 'heard'; is_late?: boolean;
  signed_by?: Signed;
}
export interface Refused { delivery: string; who: string; reason: string }
export interface Briefed { warning: string; recipient: string; who: string; source: string }
export interface Rejected { warning: string; recipient: string; words: string; source: string; published_at?: string }
export interface Dispute {
  raised: Kept<{ dispute: string; warning: string; recipient: string; ground: string; words: string; source: string }>;
  answered?: Kept<{
    dispute: string; answer: string;
    given: {
      edition: number; tier: Tier; facets: string[]; told_in: number; acknowledged_in?: number; standing: string;
    }[];
  }>;
}
export interface Question {
  asked: Kept<{ question: string; warning: string; recipient: string; text: string }>;
  answered?: Kept<{ question: string; answer: string }>;
}
export interface Measure {
  reported: Kept<{ measure: string; warning: string; recipient: string; what: string; from: string; verified_by?: string }>;
  lifted?: Kept<{ measure: string; by: string; reason: string; is_threat_open?: boolean }>;
}
export interface Task {
  opened: Kept<{ task: string; case_id: string; what: string; owner: string; due: string }>;
  done?: Kept<{ task: string; outcome: string }>;
}
export interface Responses {
  acknowledgements: Kept<Acknowledged>[]; refusals: Kept<Refused>[]; rejections: Kept<Rejected>[]; briefings: Kept<Briefed>[]; disputes: Dispute[];
  questions: Question[]; measures: Measure[]; tasks: Task[];
}
export interface TimelineEntry {
  index: number; at: string; kind: string; actor: { name: string; role: Role }; text: string; lane: Lane;
}
export interface CaseView {
  now: string; me: Me; case: Case; reports: Report[]; decisions: Record<string, Decision>; regime?: Regime;
  warnings: Warning[]; deliveries: Delivery[]; recipients: Record<string, Recipient>; responses: Responses;
  deadlines: Deadline[]; timeline: TimelineEntry[]; told: ToldEdition[];
}
/** How far an edition came, over all whom it is told; of very many only the first are listed. */
export interface ToldEdition {
  warning: string; edition: number; deliveries: number; listed: number; asked: number; acknowledged: number; overdue: number;
}

export interface RecordHead { size: number; checkpoint?: string }
/** One part of an entry that can be shown by itself. */
export interface EntryField { path: string; value: unknown }
export interface StoredEntry { index: number; at: string; kind: string; actor: { name: string; role: Role }; body?: { case_id?: string } }
