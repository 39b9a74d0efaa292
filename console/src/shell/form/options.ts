import type { Option } from './form';

/** The words of a catalogue as options, in its order. */
export function options(words: Record<string, string>, only?: string[]): Option[] {
  const chosen = Object.entries(words).filter(([value]) => !only || only.includes(value));
  return chosen.map(([value, label]) => ({ value, label: label.charAt(0).toUpperCase() + label.slice(1) }));
}

/** The same with the value in front: "B: source usually reliable". */
export function graded(words: Record<string, string>): Option[] {
  return Object.entries(words).map(([value, label]) => ({ value, label: `${value}: ${label}` }));
}
