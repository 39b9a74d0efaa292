import type { Spec } from '../shell/form/form';
import { en } from '../words/en';
import { titleOf } from './look';
import type { HeardAlert } from './types';

export function reportAlert(alert: HeardAlert): Spec {
  const words = en.heard.report;
  return {
    command: 'report_alert', title: words.title, submit: words.submit, intro: words.intro(alert.sender), fixed: { digest: alert.digest },
    fields: [{ path: 'text', label: words.text, kind: 'text', hint: words.textHint(titleOf(alert)), optional: true }],
  };
}
