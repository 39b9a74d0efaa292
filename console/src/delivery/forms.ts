import type { Spec } from '../shell/form/form';
import { forms } from '../words/en';

export function heard(delivery: string): Spec {
  const words = forms.acknowledge;
  return {
    command: 'acknowledge', title: words.title, submit: words.submit, fixed: { delivery },
    fields: [
      { path: 'who', label: words.who, kind: 'line' },
      { path: 'capacity', label: words.capacity, kind: 'line' },
      { path: 'read_back.target', label: words.target, kind: 'line' },
      { path: 'read_back.window', label: words.window, kind: 'line' },
      { path: 'read_back.action', label: words.action, kind: 'text' },
    ],
  };
}

export function decline(delivery: string): Spec {
  const words = forms.refuse_warning;
  return {
    command: 'refuse_warning', title: words.title, submit: words.submit, intro: words.intro, fixed: { delivery },
    fields: [
      { path: 'who', label: words.who, kind: 'line' },
      { path: 'reason', label: words.reason, kind: 'text' },
    ],
  };
}

export function takeOver(delivery: string): Spec {
  const words = forms.take_over_delivery;
  return {
    command: 'take_over_delivery', title: words.title, submit: words.submit, fixed: { delivery },
    fields: [
      { path: 'means', label: words.means, kind: 'line' },
      { path: 'note', label: words.note, kind: 'text' },
    ],
  };
}

export function excuseRole(warning: string, role: string): Spec {
  const words = forms.excuse_role;
  return {
    command: 'excuse_role', title: words.title(role), submit: words.submit, intro: words.hint, fixed: { warning, role },
    fields: [{ path: 'reason', label: words.reason, kind: 'text' }],
  };
}
