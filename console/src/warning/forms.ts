import type { Edition, Finding, Warning } from '../api/types';
import type { Spec } from '../shell/form/form';
import { en, forms } from '../words/en';

export function answerCheck(edition: Edition, finding: Finding): Spec {
  const words = forms.answer_check;
  const { warning, edition: number } = edition.drafted;
  return {
    command: 'answer_check', title: finding.question, submit: words.submit, fixed: { warning, edition: number, check: finding.check },
    fields: [{ path: 'answer', label: words.answer, kind: 'text', hint: words.answerHint }],
  };
}

/** A live release and a release in an exercise ask different things and look different. */
export function release(edition: Edition): Spec {
  const words = forms.release_warning;
  const { warning, edition: number, status } = edition.drafted;
  const isLive = status === 'actual';
  return {
    command: 'release_warning', submit: words.submit, intro: words.intro, tone: isLive ? 'grave' : 'main', fixed: { warning, edition: number },
    title: isLive ? words.live(number) : words.exercise(number, en.drill[status]),
    fields: [{
      path: 'confirm', label: words.confirm, kind: 'confirm',
      options: [{ value: 'yes', label: isLive ? words.confirmLive : words.confirmDrill }],
    }],
  };
}

export function nameDisposition(warning: Warning, others: Warning[]): Spec {
  const words = forms.name_disposition;
  return {
    command: 'name_disposition', title: words.title, submit: words.submit, intro: words.hint, fixed: { warning: warning.id },
    fields: [
      {
        path: 'disposition', label: words.disposition, kind: 'choice',
        options: [{ value: 'lapsed', label: words.lapsed }, { value: 'replaced', label: words.replaced }],
      },
      { path: 'reason', label: words.reason, kind: 'text' },
      { path: 'replaced_by', label: words.by, kind: 'pick', optional: true, options: others.map(({ id }) => ({ value: id, label: id })) },
    ],
  };
}

/** Somebody looked again, and lets the warning stand as it is. */
export function review(warning: Warning): Spec {
  const words = forms.review_warning;
  return {
    command: 'review_warning', title: words.title, submit: words.submit, intro: words.hint, fixed: { warning: warning.id },
    fields: [{ path: 'finding', label: words.finding, kind: 'text' }],
  };
}

/** The editions of a warning, newest first: those that are read now, and those that are over. */
export function editions({ editions: all, standing }: Warning): { shown: Edition[]; over: Edition[] } {
  const [newest, ...older] = [...all].reverse();
  if (!newest) return { shown: [], over: [] };
  if (standing === 'ended') return { shown: [], over: [newest, ...older] };
  const tells = (edition: Edition) => edition.drafted.contents.some((content) => content.facets.length > 0);
  // A notice of the hub speaks of the warning only: what was said stands in the edition before it.
  const said = tells(newest) ? -1 : older.findIndex(tells);
  const out = newest.release ? -1 : older.findIndex((edition) => edition.release);
  const shown = older.filter((_, i) => i === said || i === out);
  return { shown: [newest, ...shown], over: older.filter((edition) => !shown.includes(edition)) };
}
