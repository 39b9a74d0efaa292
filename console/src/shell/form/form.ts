// A command as a form, in data: one component shows them all.
import { fromField } from '../../words/time';

/** `area` is the text of an area (src/area/area.ts); `many` offers a search where there is much to choose from. */
export type Kind = 'line' | 'text' | 'choice' | 'pick' | 'many' | 'instant' | 'area' | 'confirm';
export interface Option { value: string; label: string; hint?: string }
export interface Field {
  /** Where the value goes in the body, and how the hub names it in a problem: "first_awareness.at", "answers[0].reason". */
  path: string;
  label: string;
  kind: Kind;
  hint?: string;
  options?: Option[];
  optional?: boolean;
  value?: string | string[];
  /** Asked only while this holds; what is not asked is not sent. */
  when?: (values: Values) => boolean;
  /** Of an area: what its map shows besides, such as the places that are threatened. */
  others?: { name: string; text: string }[];
  /** Of `many`: what is not offered may be typed. */
  mayType?: boolean;
  /** Fields with the same group stand under one heading. */
  group?: string;
}
export interface Spec {
  command: string;
  title: string;
  submit: string;
  intro?: string;
  fields: Field[];
  /** What the form does not ask. */
  fixed?: Record<string, unknown>;
  tone?: 'main' | 'grave';
  /** Turns the body that the fields give into the one that the command takes, where they differ, */
  shape?: (asked: Record<string, unknown>) => Record<string, unknown>;
  /** and a place in the second into a field of the first. */
  placeOf?: (place: string, sent: Record<string, unknown>) => string;
}
/** Besides the fields, `${path}.sketch` is what is being drawn for an area; it is never sent. */
export type Values = Record<string, string | string[]>;

export function start(spec: Spec): Values {
  return Object.fromEntries(spec.fields.map((field) => [field.path, field.value ?? (field.kind === 'many' ? [] : '')]));
}

/** The fields that are asked with these values. */
export function asked(spec: Spec, values: Values): Field[] {
  return spec.fields.filter((field) => !field.when || field.when(values));
}

const isEmpty = (value: string | string[] | undefined) => !value || value.length === 0 || (typeof value === 'string' && !value.trim());

/** Fields that were left empty and may not be. */
export function missing(spec: Spec, values: Values): string[] {
  return asked(spec, values).filter((field) => !field.optional && isEmpty(values[field.path])).map((field) => field.path);
}

/** The body of the command. What is empty and optional is left out. */
export function body(spec: Spec, values: Values): Record<string, unknown> {
  const result = structuredClone(spec.fixed ?? {});
  for (const field of asked(spec, values)) {
    const value = values[field.path];
    if (field.kind === 'confirm' || isEmpty(value)) continue;
    put(result, field.path, field.kind === 'instant' ? fromField(value as string) : typeof value === 'string' ? value.trim() : [...value!]);
  }
  return result;
}

function put(target: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split(/[.[\]]+/).filter(Boolean);
  const last = keys.pop()!;
  let at: any = target;
  keys.forEach((key, i) => {
    const next = keys[i + 1] ?? last;
    at = at[key] ??= /^\d+$/.test(next) ? [] : {};
  });
  at[last] = value;
}

/** The field that a problem speaks of: the same place, or the nearest one around or inside it. */
export function fieldOf(spec: Spec, place: string): string | undefined {
  if (!place) return undefined;
  const paths = spec.fields.map((field) => field.path);
  const within = (inner: string, outer: string) => inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
  return paths.find((path) => path === place) ?? paths.find((path) => within(place, path)) ?? paths.find((path) => within(path, place));
}
