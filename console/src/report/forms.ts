import type { CaseSummary } from '../api/types';
import type { Spec } from '../shell/form/form';
import { graded, options } from '../shell/form/options';
import { en, forms } from '../words/en';
import { toField } from '../words/time';

export function receiveReport(now: number): Spec {
  const words = forms.receive_report;
  return {
    command: 'receive_report', title: words.title, submit: words.submit,
    fields: [
      { path: 'text', label: words.text, kind: 'text' },
      { path: 'source', label: words.source, kind: 'line', hint: words.sourceHint },
      { path: 'reliability', label: words.reliability, kind: 'pick', options: graded(en.reliability) },
      { path: 'credibility', label: words.credibility, kind: 'pick', options: graded(en.credibility) },
      { path: 'marking', label: words.marking, kind: 'choice', options: options(en.tier), value: 'internal' },
      { path: 'first_awareness.at', label: words.first, kind: 'instant', hint: words.firstHint, value: toField(now) },
      { path: 'first_awareness.by', label: words.by, kind: 'line', optional: true },
      { path: 'originator', label: words.originator, kind: 'line', hint: words.originatorHint, optional: true },
      { path: 'published_at', label: words.published, kind: 'line', optional: true },
    ],
  };
}

export function joinReport(report: string, cases: CaseSummary[]): Spec {
  const words = forms.join_report;
  const open = cases.filter((one) => !one.closed).map((one) => ({ value: one.case_id, label: one.title }));
  return {
    command: 'join_report', title: words.title, submit: words.submit, fixed: { report },
    fields: [{ path: 'case_id', label: words.case, kind: 'pick', options: open }],
  };
}

export function closeReport(report: string): Spec {
  const words = forms.close_report;
  return {
    command: 'close_report', title: words.title, submit: words.submit, fixed: { report },
    fields: [{ path: 'reason', label: words.reason, kind: 'text' }],
  };
}

export function discreditReport(report: string): Spec {
  const words = forms.discredit_report;
  return {
    command: 'discredit_report', title: words.title, submit: words.submit, intro: words.intro, tone: 'grave', fixed: { report },
    fields: [{ path: 'reason', label: words.reason, kind: 'text' }],
  };
}
