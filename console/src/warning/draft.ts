// Drafting a warning: the form, how its values become a command, and what each tier would be told.
import { areaOf, areaText } from '../area/area';
import { reachOf } from '../audience/question';
import { tiers, type CaseView, type Drafted, type EventCodes, type Recipient, type Tier } from '../api/types';
import type { Field, Spec, Values } from '../shell/form/form';
import { en, forms } from '../words/en';
import { toField } from '../words/time';
import { maySee, tierView, wouldTell, type TierView } from './tiers';

const words = forms.draft_warning;
export const written: Tier[] = tiers.slice(1) as unknown as Tier[];
export const hour = 3600_000;

export function draftSpec(view: CaseView, now: number, known: Recipient[], lists: EventCodes[] = []): Spec {
  const open = Object.values(view.case.targets).filter((target) => target.threat === 'open');
  const fields: Field[] = [
    {
      path: 'targets', label: words.targets, kind: 'many', value: open.map((target) => target.added.target),
      options: open.map(({ added }) => ({ value: added.target, label: added.name })),
    },
    { path: 'issuer', label: words.issuer, kind: 'line' },
    { path: 'valid.from', label: words.from, kind: 'instant', value: toField(now) },
    { path: 'valid.until', label: words.until, kind: 'instant', value: toField(now + 48 * hour) },
    { path: 'review.by', label: words.reviewBy, kind: 'line', value: view.case.owner },
    { path: 'review.at', label: words.reviewAt, kind: 'instant', value: toField(now + 24 * hour) },
    ...written.flatMap((tier) => tierFields({ view, tier, known, targets: open.map((target) => target.added.target), group: words.tier(en.tier[tier]!) })),
    ...(lists.length ? [eventCodes(lists)] : []),
  ];
  return { command: 'draft_warning', title: words.title, submit: words.submit, fixed: { case_id: view.case.opened.case_id }, fields, shape: (asked) => fold(asked), placeOf };
}

/** What kind of event it is, by the lists of the hub. `before` stands chosen: a code that no list has any more is offered by itself. */
export function eventCodes(lists: EventCodes[], before: string[] = []): Field {
  const options = lists.flatMap(({ system, codes }) => codes.map(({ code, name }) => ({ value: `${system} ${code}`, label: `${name} (${system} ${code})` })));
  const gone = before.filter((code) => !options.some(({ value }) => value === code)).map((code) => ({ value: code, label: code }));
  const hint = before.length ? forms.draft_edition.eventCodesHint : words.eventCodesHint;
  return { path: 'event_codes', label: words.eventCodes, hint, kind: 'many', optional: true, options: [...options, ...gone], value: before, group: words.eventGroup };
}

export interface For { view: CaseView; tier: Tier; known: Recipient[]; targets: string[]; group: string; before?: Drafted }

/** What is asked for one tier. With an edition before, its words stand as hints and its reach is filled in. */
export function tierFields({ view, tier, known, targets, group, before }: For): Field[] {
  const told = wouldTell(view.case.facets, targets, tier, []);
  const earlier = before?.contents.find((content) => content.tier === tier);
  const reach = before?.reach.find((one) => one.tier === tier);
  const kept = (reach?.area?.circles?.length ?? 0) + (reach?.area?.polygons?.length ?? 0);
  const said = (name: 'roles' | 'groups') => [...new Set(known.flatMap((recipient) => recipient[name]))].sort().slice(0, 12);
  const hinted = (hint: string, list: string[]) => (list.length ? `${hint} ${words.known(list.join(', '))}` : hint);
  const until = (text?: string) => (text ? forms.draft_edition.before(text) : undefined);
  const seen = Object.values(view.case.facets).filter((facet) => told.includes(facet.added.facet));
  const reached = known.filter((recipient) => maySee(recipient.tier, tier));
  return [
    { path: `${tier}.headline`, label: words.headline, kind: 'line', optional: true, group, hint: until(earlier?.headline) },
    { path: `${tier}.instruction`, label: words.instruction, kind: 'text', optional: true, group, hint: until(earlier?.instruction) },
    {
      path: `${tier}.facets`, label: words.facets, hint: words.facetsHint, kind: 'many', optional: true, group,
      options: seen.map(({ added }) => ({ value: added.facet, label: `${en.aspect[added.aspect]}: ${added.statement}` })),
    },
    {
      path: `${tier}.recipients`, label: words.recipients, hint: words.namesHint, kind: 'many', mayType: true, optional: true, group, value: reach?.recipients ?? [],
      options: reached.map((recipient) => ({ value: recipient.recipient, label: recipient.name })),
    },
    { path: `${tier}.roles`, label: words.roles, hint: hinted(words.rolesHint, said('roles')), kind: 'line', optional: true, group, value: reach?.roles?.join(', ') },
    { path: `${tier}.groups`, label: words.groups, hint: hinted(words.groupsHint, said('groups')), kind: 'line', optional: true, group, value: reach?.groups?.join(', ') },
    {
      path: `${tier}.area`, label: words.area, kind: 'area', optional: true, group, value: areaText(reach?.area), others: threatened(view, targets),
      hint: kept ? `${words.areaHint} ${forms.draft_edition.areaBefore(kept)}` : words.areaHint,
    },
  ];
}

/** The places of the targets, for the map. */
function threatened(view: CaseView, targets: string[]): Field['others'] {
  const known = targets.map((id) => view.case.targets[id]?.added).filter((target) => target?.place);
  return known.map((target) => ({ name: target!.name, text: areaText(target!.place) }));
}

interface Part { headline?: string; instruction?: string; facets?: string[]; recipients?: string[]; roles?: string; groups?: string; area?: string }

/** The tiers that were written become `tiers` and `reach`; the others are left out. */
export function fold(asked: Record<string, unknown>): Record<string, unknown> {
  const { partner, direct, venue, public: everyone, ...rest } = asked as Record<Tier, Part | undefined>;
  const parts = { partner, direct, venue, public: everyone } as Record<Tier, Part | undefined>;
  const chosen = written.filter((tier) => parts[tier]?.headline || parts[tier]?.instruction);
  return {
    ...rest,
    reach: chosen.map((tier) => reachOf(tier, { ...parts[tier]!, area: areaOf(parts[tier]!.area ?? '') })),
    tiers: chosen.map((tier) => ({
      tier, language: 'en', headline: parts[tier]!.headline ?? '', instruction: parts[tier]!.instruction ?? '', facets: parts[tier]!.facets ?? [],
    })),
  };
}

/** Where the form asked for what the hub calls `tiers[1].headline`. */
export function placeOf(place: string, asked: Record<string, unknown>): string {
  const found = /^(tiers|reach)\[(\d+)\](.*)$/.exec(place);
  const tier = found && (asked[found[1]!] as { tier: Tier }[])[Number(found[2])]?.tier;
  return found && tier ? `${tier}${found[3] || '.headline'}` : place;
}

/** The columns that this draft would give, from what stands in the form. */
export function preview(view: CaseView, values: Values): TierView {
  const targets = (values.targets as string[] | undefined) ?? [];
  const contents = written
    .filter((tier) => values[`${tier}.headline`] || values[`${tier}.instruction`])
    .map((tier) => ({
      tier, language: 'en', text: '',
      headline: (values[`${tier}.headline`] as string) ?? '',
      instruction: (values[`${tier}.instruction`] as string) ?? '',
      facets: wouldTell(view.case.facets, targets, tier, (values[`${tier}.facets`] as string[]) ?? []),
    }));
  return tierView(view.case.facets, { targets, contents });
}
