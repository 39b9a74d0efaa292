// The parts of the case page: how much is in each, and how much of it waits for somebody.
import type { CaseView, Deadline } from '../api/types';
import { partOf } from '../watch/due';

export interface Part { name: string; count: number; due: number }

const names = ['now', 'known', 'decisions', 'warnings', 'deliveries', 'responses', 'claims', 'timeline'] as const;

export function parts(view: CaseView, now: number): Part[] {
  const late = view.deadlines.filter((deadline) => deadline.is_overdue || Date.parse(deadline.due) <= now);
  const { responses: all } = view;
  const counts: Record<(typeof names)[number], number> = {
    now: view.deadlines.length, known: Object.keys(view.case.facets).length, decisions: Object.keys(view.case.targets).length, warnings: view.warnings.length,
    deliveries: view.told.reduce((count, one) => count + one.deliveries - one.listed, view.deliveries.length), claims: view.case.claims.length, timeline: view.timeline.length,
    responses: [all.rejections, all.disputes, all.tasks, all.questions, all.measures, all.briefings].reduce((sum, list) => sum + list.length, 0),
  };
  const due = (name: string) => (name === 'now' ? late.length : late.filter((deadline) => partOf(deadline) === name).length);
  return names.map((name) => ({ name, count: counts[name], due: due(name) }));
}

/** The role of a deadline "missing_role/WARNING/ROLE@DUE": the hub names it nowhere else. */
export function missingRole({ what, name, warning }: Deadline): string | undefined {
  const before = `missing_role/${warning}/`;
  if (what !== 'missing_role' || !name.startsWith(before)) return undefined;
  return name.slice(before.length, name.lastIndexOf('@')) || undefined;
}
