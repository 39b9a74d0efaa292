// The next edition of a warning that stands: what a duty officer drafts when a window ends or something changes.
import type { CaseView, Deadline, EventCodes, Recipient, Warning } from '../api/types';
import type { Field, Spec, Values } from '../shell/form/form';
import { en, forms } from '../words/en';
import { instant, toField } from '../words/time';
import { eventCodes, fold, hour, placeOf, tierFields, written } from './draft';

const words = forms.draft_edition;
export const kinds = ['extend', 'update', 'correct', 'downgrade', 'all_clear', 'cancel'] as const;
export type Kind = (typeof kinds)[number];
const closing: unknown[] = ['all_clear', 'cancel'];

/** The newest edition that went out: later ones are built on it. */
export const lastOut = (warning: Warning) => warning.editions.filter((edition) => edition.release).at(-1);
/** The newest edition that somebody wrote; a lapse notice is the hub's own. */
const lastWritten = (warning: Warning) => warning.editions.filter((edition) => edition.release && edition.drafted.what !== 'lapse_notice').at(-1);
/** The newest edition, where nobody has released it yet. */
export const pending = (warning: Warning) => (warning.editions.at(-1)?.release ? undefined : warning.editions.at(-1));

/** As long again as the first edition stood, from now or from the end of the window, whichever is later. */
export function newEnd(warning: Warning, now: number): number {
  const first = warning.editions[0]?.drafted.valid ?? warning.valid;
  const length = Date.parse(first.until) - Date.parse(first.from);
  return Math.max(now, Date.parse(warning.valid.until)) + (length > 0 ? length : 24 * hour);
}

const asking = ['unattended', 'closing_message', 'name_disposition'];

/** What the hub asks about this warning and somebody has to answer now, the gravest first. */
export function asked(view: CaseView, warning: Warning, now: number): Deadline | undefined {
  const due = view.deadlines.filter((one) => one.warning === warning.id && asking.includes(one.what) && (one.is_overdue || Date.parse(one.due) <= now));
  return due.sort((a, b) => asking.indexOf(a.what) - asking.indexOf(b.what))[0];
}

export interface Next { view: CaseView; warning: Warning; kind?: Kind; now: number; known: Recipient[]; lists?: EventCodes[] }

export function draftEdition({ view, warning, kind, now, known, lists = [] }: Next): Spec {
  const before = lastWritten(warning)?.drafted;
  const end = newEnd(warning, now);
  const isOver = warning.standing === 'unattended' || Date.parse(warning.valid.until) <= now;
  const needsEnd = (values: Values) => values.what === 'extend' || (isOver && !!values.what && !closing.includes(values.what));
  const mayEnd = (values: Values) => !!values.what && !closing.includes(values.what) && !needsEnd(values);
  const ends = instant(warning.valid.until);
  const fields: Field[] = [
    { path: 'what', label: words.what, kind: 'choice', value: kind, options: kinds.map((value) => ({ value, label: words.kind[value]!, hint: words.means[value] })) },
    { path: 'notice', label: words.notice, kind: 'text', hint: words.noticeHint },
    { path: 'valid.until', label: words.until, kind: 'instant', value: toField(end), hint: words.untilHint(ends), when: needsEnd },
    { path: 'until', label: words.until, kind: 'instant', optional: true, hint: words.same(ends), when: mayEnd },
    { path: 'review.by', label: words.reviewBy, kind: 'line', value: view.case.owner, when: needsEnd },
    { path: 'review.at', label: words.reviewAt, kind: 'instant', value: toField((now + end) / 2), hint: words.reviewHint, when: needsEnd },
    ...written.flatMap((tier) => tierFields({ view, tier, known, targets: before?.targets ?? [], group: words.tier(en.tier[tier]!), before })),
    ...(lists.length ? [eventCodes(lists, before?.event_codes)] : []),
  ];
  const codes = lists.length ? (before?.event_codes ?? []) : undefined;
  return {
    command: 'draft_edition', title: words.title(warning.id), intro: words.intro, submit: words.submit, fields, fixed: { warning: warning.id },
    shape: (given) => ({ ...shape(given, warning), ...changed(given, codes) }),
    placeOf: (place, sent) => (place.startsWith('valid') && sent.what !== 'extend' && !isOver ? 'until' : placeOf(place, sent)),
  };
}

/** Left out, the codes of the edition before go on; an empty list ends them. */
function changed(given: Record<string, unknown>, before?: string[]): Record<string, unknown> {
  const now = (given.event_codes ?? []) as string[];
  const isSame = before === undefined || [...now].sort().join('\n') === [...before].sort().join('\n');
  return { event_codes: isSame ? undefined : now };
}

/** The window is sent whole or not at all, and tiers only where one was written. */
function shape(given: Record<string, unknown>, warning: Warning): Record<string, unknown> {
  const { until, valid, ...rest } = given as { until?: string; valid?: { until: string } };
  const { tiers, reach: folded, ...plain } = fold(rest) as { tiers: unknown[]; reach: unknown[] };
  const end = valid?.until ?? until;
  return { ...plain, ...(end && { valid: { from: warning.valid.from, until: end } }), ...(tiers.length && { tiers, reach: folded }) };
}
