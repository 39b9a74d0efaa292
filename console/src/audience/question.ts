// What is asked of the hub while somebody draws: whom one tier of a draft would reach.
import { parse, toArea } from '../area/area';
import type { Area, PreviewAsked, Reach, Tier, Window } from '../api/types';
import type { Values } from '../shell/form/form';
import { fromField } from '../words/time';

export const split = (text: unknown) => ((text as string | undefined) ?? '').split(',').map((one) => one.trim()).filter(Boolean);

/** What the form says of one tier's reach, as the API takes it. */
export function reachOf(tier: Tier, of: { area?: Area; roles?: unknown; groups?: unknown; recipients?: unknown }): Reach {
  return { tier, roles: split(of.roles), groups: split(of.groups), recipients: (of.recipients as string[] | undefined) ?? [], ...(of.area && { area: of.area }) };
}

export interface Question { asked?: PreviewAsked; isDrawing: boolean; isUnread: boolean }

/** Nothing is asked while the reach is empty, or while the text of its area cannot be read. What is being drawn counts as if it stood. */
export function question(tier: Tier, values: Values, otherwise?: Window): Question {
  const at = (name: string) => values[`${tier}.${name}`];
  const { shapes, troubles } = parse((at('area') as string | undefined) ?? '');
  const sketch = parse((at('area.sketch') as string | undefined) ?? '').shapes;
  const isUnread = troubles.some(({ what }) => what !== 'few');
  const reach = reachOf(tier, { area: toArea([...shapes, ...sketch]), roles: at('roles'), groups: at('groups'), recipients: at('recipients') });
  const isEmpty = !reach.area && ![reach.roles, reach.groups, reach.recipients].some((list) => list?.length);
  const state = { isDrawing: sketch.length > 0, isUnread };
  return isEmpty || isUnread ? state : { ...state, asked: { reach, during: during(values, otherwise) } };
}

/** The window in the form; of an edition, from where the warning begins. */
function during(values: Values, otherwise?: Window): Window {
  const of = (path: string) => fromField((values[path] as string | undefined) ?? '');
  const until = of('valid.until') || of('until') || otherwise?.until || '';
  return { from: of('valid.from') || otherwise?.from || '', until };
}

/** What stands first, and how many follow. */
export function bars(counts: Record<string, number>, most = 5): { rows: [string, number][]; rest: number } {
  const all = Object.entries(counts).filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  return { rows: all.slice(0, most), rest: Math.max(0, all.length - most) };
}

/** Where the form asked for what the hub calls "reach.area.polygons[0]", or "recipients[0]" when a name is not registered. */
export function fieldOfPlace(tier: Tier, place: string): string | undefined {
  const found = /^(?:reach\.)?(area|roles|groups|recipients)/.exec(place);
  return found ? `${tier}.${found[1]}` : undefined;
}
