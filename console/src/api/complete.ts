// The hub leaves out empty lists, empty maps and what is false. Here they are put back, once, so that no page has to ask.
import type {
  Case, CaseSummary, CaseView, Decision, Delivery, Dispute, Drafted, Edition, Facet, Preview, Recipient, Regime, RegisterPage, Report, StalePage,
  TimelineEntry, Warning, Watch,
} from './types';

/** What the hub sent: any list, map or flag in it may be absent. */
type Sparse = any;

const list = <T>(items: Sparse, each: (item: Sparse) => T = (item) => item): T[] => (items ?? []).map(each);
const map = <T>(items: Sparse, each: (item: Sparse) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(items ?? {}).map(([key, item]) => [key, each(item)]));

export const watch = (raw: Sparse): Watch => ({
  ...raw,
  deadlines: list(raw.deadlines, (deadline) => ({ is_overdue: false, ...deadline })),
  warnings: list(raw.warnings, (warning) => ({ acknowledged: 0, asked: 0, ...warning })),
});

export const cases = (raw: Sparse): { cases: CaseSummary[] } => ({
  cases: list(raw.cases, (one) => ({ overdue: 0, ...one, targets: list(one.targets), warnings: list(one.warnings) })),
});

const report = (raw: Sparse): Report => ({ ...raw, received: { ...raw.received, derived_from: list(raw.received.derived_from) } });
export const reports = (raw: Sparse): { reports: Report[] } => ({ reports: list(raw.reports, report) });

const recipient = (raw: Sparse): Recipient => ({
  ...raw, roles: list(raw.roles), groups: list(raw.groups), languages: list(raw.languages), places: list(raw.places), stays: list(raw.stays),
  contacts: list(raw.contacts), opted_out: list(raw.opted_out),
});
export const recipients = (raw: Sparse): RegisterPage => ({
  ...raw, recipients: list(raw.recipients, (one) => recipient(one.recipient)), channels: list(raw.channels), total: raw.total ?? 0,
});
export const stale = (raw: Sparse): StalePage => ({ ...raw, stale: list(raw.stale) });
export const preview = (raw: Sparse): Preview => ({
  count: 0, not_allowed: 0, unreachable: 0, by_channel: {}, by_language: {}, by_role: {}, by_tier: {}, by_sort: {}, ...raw,
});

const facet = (raw: Sparse): Facet => ({
  ...raw, added: { ...raw.added, targets: list(raw.added.targets), reports: list(raw.added.reports) },
});
const oneCase = (raw: Sparse): Case => ({
  ...raw, targets: raw.targets ?? {}, facets: map(raw.facets, facet), reports: list(raw.reports), claims: list(raw.claims),
});

const decision = (raw: Sparse): Decision => ({
  ...raw,
  made: list(raw.made),
  ...(raw.assessed && { assessed: { ...raw.assessed, is_met: raw.assessed.is_met ?? false, answers: list(raw.assessed.answers) } }),
});
const regime = (raw: Sparse): Regime => ({
  ...raw, questions: list(raw.questions), grounds: list(raw.grounds), required_roles: list(raw.required_roles),
});
export const regimes = (raw: Sparse): Regime[] => list(raw.regimes, regime);

const drafted = (raw: Sparse): Drafted => ({
  ...raw,
  targets: list(raw.targets),
  event_codes: list(raw.event_codes),
  reach: list(raw.reach, (reach) => ({ ...reach, roles: list(reach.roles), recipients: list(reach.recipients), groups: list(reach.groups) })),
  contents: list(raw.contents, (content) => ({ ...content, facets: list(content.facets) })),
});
const edition = (raw: Sparse): Edition => ({ ...raw, drafted: drafted(raw.drafted), answers: raw.answers ?? {}, findings: list(raw.findings) });
const warning = (raw: Sparse): Warning => ({
  ...raw, editions: list(raw.editions, edition), history: list(raw.history), lapses: list(raw.lapses),
});

const delivery = (raw: Sparse): Delivery => ({
  ...raw,
  contact: raw.contact ?? 0,
  planned: { ...raw.planned, contacts: list(raw.planned.contacts) },
  attempts: list(raw.attempts, (attempt) => ({ ...attempt, contact: attempt.contact ?? 0 })),
  moves: list(raw.moves),
});

const dispute = (raw: Sparse): Dispute => ({
  ...raw,
  ...(raw.answered && {
    answered: {
      ...raw.answered,
      fact: { ...raw.answered.fact, given: list(raw.answered.fact.given, (given) => ({ ...given, facets: list(given.facets) })) },
    },
  }),
});
const moment = (raw: Sparse): TimelineEntry => ({ ...raw, index: raw.index ?? raw.entry });

export const caseView = (raw: Sparse): CaseView => ({
  ...raw,
  case: oneCase(raw.case),
  reports: list(raw.reports, report),
  decisions: map(raw.decisions, decision),
  regime: raw.regime && regime(raw.regime),
  warnings: list(raw.warnings, warning),
  deliveries: list(raw.deliveries, delivery),
  recipients: map(raw.recipients, recipient),
  responses: {
    acknowledgements: list(raw.responses?.acknowledgements),
    refusals: list(raw.responses?.refusals),
    rejections: list(raw.responses?.rejections),
    briefings: list(raw.responses?.briefings),
    disputes: list(raw.responses?.disputes, dispute),
    questions: list(raw.responses?.questions),
    measures: list(raw.responses?.measures),
    tasks: list(raw.responses?.tasks),
  },
  deadlines: list(raw.deadlines, (deadline) => ({ is_overdue: false, ...deadline })),
  timeline: list(raw.timeline, moment),
  told: list(raw.told, (one) => ({ asked: 0, acknowledged: 0, overdue: 0, ...one })),
});
