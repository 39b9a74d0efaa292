import type { Decision, Regime } from '../api/types';
import type { Field, Spec } from '../shell/form/form';
import { options } from '../shell/form/options';
import { en, forms } from '../words/en';

interface Of { case_id: string; target: string; name: string }
const fixed = ({ case_id, target }: Of) => ({ case_id, target });

export function assess(of: Of, regime: Regime): Spec {
  const words = forms.assess_threshold;
  const fields = regime.questions.flatMap((question, i): Field[] => [
    { path: `answers[${i}].answer`, label: question.text, kind: 'choice', options: options(en.decisions.answer) },
    { path: `answers[${i}].reason`, label: words.reason, kind: 'line', optional: true },
  ]);
  const answers = regime.questions.map(({ id }) => ({ question: id }));
  return { command: 'assess_threshold', title: words.of(of.name), submit: words.submit, fixed: { ...fixed(of), answers }, fields };
}

export function decideToWarn(of: Of): Spec {
  const words = forms.decide_to_warn;
  return {
    command: 'decide_to_warn', title: words.of(of.name), submit: words.submit, fixed: fixed(of),
    fields: [{ path: 'reason', label: words.reason, kind: 'text' }],
  };
}

export function delay(of: Of): Spec {
  const words = forms.delay_decision;
  return {
    command: 'delay_decision', title: words.of(of.name), submit: words.submit, fixed: fixed(of),
    fields: [
      { path: 'reason', label: words.reason, kind: 'text' },
      { path: 'ends_when', label: words.when, kind: 'line' },
      { path: 'until', label: words.until, kind: 'instant' },
    ],
  };
}

export function proposeWaiver(of: Of, regime: Regime): Spec {
  const words = forms.propose_waiver;
  return {
    command: 'propose_waiver', title: words.of(of.name), submit: words.submit, fixed: fixed(of),
    fields: [
      { path: 'ground', label: words.ground, kind: 'choice', options: regime.grounds.map(({ code, text }) => ({ value: code, label: text })) },
      { path: 'facts', label: words.facts, kind: 'text' },
      { path: 'lesser_form', label: words.lesser, kind: 'line', optional: true },
      { path: 'review_at', label: words.review, kind: 'instant' },
    ],
  };
}

export function approveWaiver(of: Of, proposed: NonNullable<Decision['proposed']>): Spec {
  const words = forms.approve_waiver;
  return {
    command: 'approve_waiver', title: words.of(of.name), submit: words.submit, intro: proposed.facts, tone: 'grave', fixed: fixed(of),
    fields: [{ path: 'confirm', label: words.confirm, kind: 'confirm', options: [{ value: 'yes', label: words.yes }] }],
  };
}

export function belowThreshold(of: Of): Spec {
  const words = forms.decide_below_threshold;
  return {
    command: 'decide_below_threshold', title: words.of(of.name), submit: words.submit, fixed: fixed(of),
    fields: [{ path: 'reason', label: words.reason, kind: 'text' }],
  };
}
