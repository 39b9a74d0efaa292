import type { Option } from './form';

const most = 8;

export interface Offered { options: Option[]; found: string[]; rest: number }

/** What is chosen, offered or not, then the first of what is found; `rest` is how many more there would be. */
export function offered(options: Option[], chosen: string[], sought: string): Offered {
  const words = sought.trim().toLowerCase();
  const known = new Map(options.map((option) => [option.value, option]));
  const mine = chosen.map((value) => known.get(value) ?? { value, label: value });
  const others = options.filter(({ value }) => !chosen.includes(value));
  const found = words ? others.filter(({ value, label }) => `${value} ${label}`.toLowerCase().includes(words)) : others;
  return { options: [...mine, ...found.slice(0, most)], found: found.map(({ value }) => value), rest: Math.max(0, found.length - most) };
}
