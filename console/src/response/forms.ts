import type { CaseView } from '../api/types';
import type { Field, Spec } from '../shell/form/form';
import { options } from '../shell/form/options';
import { en, forms } from '../words/en';
import { toField } from '../words/time';

type Words = { title: string; submit: string };
const one = (command: string, words: Words, fixed: object, path: string, label: string): Spec => ({
  command, title: words.title, submit: words.submit, fixed: { ...fixed }, fields: [{ path, label, kind: 'text' }],
});

export const completeTask = (task: string) => one('complete_task', forms.complete_task, { task }, 'outcome', forms.complete_task.outcome);
export const answerDispute = (dispute: string) => one('answer_dispute', forms.answer_dispute, { dispute }, 'answer', forms.answer_dispute.answer);
export const answerQuestion = (question: string) =>
  one('answer_question', forms.answer_question, { question }, 'answer', forms.answer_question.answer);

export function openTask(view: CaseView, now: number): Spec {
  const words = forms.open_task;
  return {
    command: 'open_task', title: words.title, submit: words.submit, fixed: { case_id: view.case.opened.case_id },
    fields: [
      { path: 'what', label: words.what, kind: 'line' },
      { path: 'owner', label: words.owner, kind: 'line', value: view.case.owner },
      { path: 'due', label: words.due, kind: 'instant', value: toField(now + 4 * 3600_000) },
    ],
  };
}

export function liftMeasure(measure: string): Spec {
  const words = forms.lift_measure;
  return {
    command: 'lift_measure', title: words.title, submit: words.submit, fixed: { measure },
    fields: [
      { path: 'by', label: words.by, kind: 'line' },
      { path: 'reason', label: words.reason, kind: 'text' },
    ],
  };
}

/** The warnings that went out; who was told of them can have answered. */
export const sent = (view: CaseView) => view.warnings.filter((warning) => warning.standing !== 'drafted');

/** What somebody who was warned said or did, as an officer of ours writes it down. */
function fromOutside(view: CaseView, command: string, words: Words, fields: Field[]): Spec {
  const known = sent(view);
  const heard = forms.heard_from;
  const from: Field[] = [
    { path: 'warning', label: heard.warning, kind: 'pick', value: known.length === 1 ? known[0]!.id : '', options: known.map(({ id }) => ({ value: id, label: id })) },
    {
      path: 'recipient', label: heard.recipient, kind: 'pick',
      options: Object.values(view.recipients).map(({ recipient, name }) => ({ value: recipient, label: name })),
    },
  ];
  return { command, title: words.title, submit: words.submit, fields: [...from, ...fields] };
}

const source: Field = { path: 'source', label: forms.heard_from.source, kind: 'line', hint: forms.heard_from.sourceHint };
const published: Field = { path: 'published_at', label: forms.heard_from.published, kind: 'line', optional: true };

export function askQuestion(view: CaseView): Spec {
  const words = forms.ask_question;
  return fromOutside(view, 'ask_question', words, [{ path: 'text', label: words.text, kind: 'text' }]);
}

export function reject(view: CaseView): Spec {
  const words = forms.reject_warning;
  return fromOutside(view, 'reject_warning', words, [{ path: 'words', label: words.words, kind: 'text' }, source, published]);
}

export function dispute(view: CaseView): Spec {
  const words = forms.dispute_warning;
  return fromOutside(view, 'dispute_warning', words, [
    { path: 'ground', label: words.ground, kind: 'choice', options: options(en.ground) },
    { path: 'words', label: words.words, kind: 'text' },
    source,
    published,
  ]);
}

export function reportMeasure(view: CaseView, now: number): Spec {
  const words = forms.report_measure;
  return fromOutside(view, 'report_measure', words, [
    { path: 'what', label: words.what, kind: 'text' },
    { path: 'from', label: words.from, kind: 'instant', value: toField(now) },
    { path: 'verified_by', label: words.verified, kind: 'line', hint: words.verifiedHint, optional: true },
    { path: 'source', label: words.source, kind: 'line', optional: true },
  ]);
}

export function briefFrontLine(view: CaseView): Spec {
  const words = forms.brief_front_line;
  return fromOutside(view, 'brief_front_line', words, [{ path: 'who', label: words.who, kind: 'line', hint: words.whoHint }, source]);
}
