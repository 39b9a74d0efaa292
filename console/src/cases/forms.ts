import { areaOf } from '../area/area';
import type { CaseView, Regime, Report } from '../api/types';
import type { Field, Spec } from '../shell/form/form';
import { options } from '../shell/form/options';
import { en, forms } from '../words/en';
import { toField } from '../words/time';

export function openCase(reports: Report[], regimes: Regime[], chosen: string[] = []): Spec {
  const words = forms.open_case;
  return {
    command: 'open_case', title: words.title, submit: words.submit,
    fields: [
      { path: 'title', label: words.name, kind: 'line' },
      regimeField(regimes),
      {
        path: 'reports', label: words.reports, kind: 'many', optional: true, value: chosen,
        options: reports.map(({ received }) => ({ value: received.report, label: received.report, hint: received.text })),
      },
    ],
  };
}

/** Without a list (the hub did not give it) the name is typed. */
function regimeField(regimes: Regime[]): Field {
  const { regime: label, regimeHint: hint } = forms.open_case;
  if (regimes.length === 0) return { path: 'regime', label, hint, kind: 'line' };
  return {
    path: 'regime', label, hint, kind: 'choice', value: regimes.length === 1 ? regimes[0]!.id : '',
    options: regimes.map(({ id, title, basis }) => ({ value: id, label: title, hint: basis })),
  };
}

export function handOver(view: CaseView): Spec {
  const words = forms.hand_over_case;
  return {
    command: 'hand_over_case', title: words.title, submit: words.submit, intro: words.intro(view.case.owner), fixed: { case_id: view.case.opened.case_id },
    fields: [{ path: 'owner', label: words.owner, kind: 'line', hint: words.ownerHint }],
  };
}

export function closeCase(case_id: string): Spec {
  const words = forms.close_case;
  return {
    command: 'close_case', title: words.title, submit: words.submit, intro: words.intro, fixed: { case_id },
    fields: [{ path: 'reason', label: words.reason, kind: 'text' }],
  };
}

export function reopenTarget(view: CaseView): Spec {
  const words = forms.reopen_target;
  const ended = Object.values(view.case.targets).filter((target) => target.threat !== 'open');
  return {
    command: 'reopen_target', title: words.title, submit: words.submit, fixed: { case_id: view.case.opened.case_id },
    fields: [
      {
        path: 'target', label: words.target, kind: 'choice', value: ended.length === 1 ? ended[0]!.added.target : '',
        options: ended.map(({ added, threat }) => ({ value: added.target, label: added.name, hint: en.threat[threat] })),
      },
      { path: 'reason', label: words.reason, kind: 'text' },
    ],
  };
}

export function addTarget(case_id: string): Spec {
  const words = forms.add_target;
  return {
    command: 'add_target', title: words.title, submit: words.submit, fixed: { case_id },
    shape: ({ place, ...rest }) => ({ ...rest, ...(place ? { place: areaOf(place as string) } : {}) }),
    fields: [
      { path: 'name', label: words.name, kind: 'line' },
      { path: 'type', label: words.type, kind: 'pick', options: options(en.targetType) },
      { path: 'place', label: words.place, kind: 'area', hint: words.placeHint, optional: true },
      { path: 'expected.from', label: words.from, kind: 'instant', optional: true },
      { path: 'expected.until', label: words.until, kind: 'instant', optional: true },
    ],
  };
}

export function resolveTarget(view: CaseView): Spec {
  const words = forms.resolve_target;
  const open = Object.values(view.case.targets).filter((target) => target.threat === 'open');
  return {
    command: 'resolve_target', title: words.title, submit: words.submit, fixed: { case_id: view.case.opened.case_id },
    fields: [
      { path: 'target', label: words.target, kind: 'choice', options: open.map(({ added }) => ({ value: added.target, label: added.name })) },
      { path: 'threat', label: words.threat, kind: 'choice', options: options(en.threat).filter((option) => option.value !== 'open') },
      { path: 'reason', label: words.reason, kind: 'text' },
    ],
  };
}

export function addFacet(view: CaseView): Spec {
  const words = forms.add_facet;
  return {
    command: 'add_facet', title: words.title, submit: words.submit, fixed: { case_id: view.case.opened.case_id },
    fields: [
      { path: 'aspect', label: words.aspect, kind: 'choice', options: options(en.aspect) },
      { path: 'statement', label: words.statement, kind: 'text', hint: words.statementHint },
      { path: 'marking', label: words.marking, kind: 'choice', options: options(en.tier), value: 'internal' },
      { path: 'basis', label: words.basis, kind: 'choice', options: options(en.basis), value: 'known' },
      { path: 'likelihood', label: words.likelihood, kind: 'pick', options: options(en.likelihood), optional: true },
      {
        path: 'targets', label: words.targets, kind: 'many', hint: words.targetsHint, optional: true,
        options: Object.values(view.case.targets).map(({ added }) => ({ value: added.target, label: added.name })),
      },
      {
        path: 'reports', label: words.reports, kind: 'many', optional: true,
        options: view.reports.map(({ received }) => ({ value: received.report, label: received.report, hint: received.text })),
      },
      { path: 'cleared', label: words.cleared, kind: 'line', hint: words.clearedHint, optional: true },
    ],
  };
}

export function recordClaim(view: CaseView, now: number): Spec {
  const words = forms.record_claim;
  return {
    command: 'record_claim', title: words.title, submit: words.submit, fixed: { case_id: view.case.opened.case_id },
    fields: [
      { path: 'subject', label: words.subject, kind: 'line', hint: words.subjectHint },
      { path: 'value', label: words.value, kind: 'line' },
      { path: 'source', label: words.source, kind: 'line' },
      { path: 'as_of', label: words.as_of, kind: 'instant', value: toField(now) },
    ],
  };
}
