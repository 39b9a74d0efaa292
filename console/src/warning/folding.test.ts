import { expect, it } from 'vitest';
import type { Edition, Warning, WarningStanding } from '../api/types';
import { editions } from './forms';

const edition = (n: number, says = true, isOut = true) =>
  ({ drafted: { edition: n, contents: [{ facets: says ? ['f1'] : [] }] }, ...(isOut && { release: {} }) }) as unknown as Edition;
const folded = (standing: WarningStanding, all: Edition[]) => {
  const { shown, over } = editions({ standing, editions: all } as Warning);
  return [shown, over].map((list) => list.map(({ drafted }) => drafted.edition));
};

it.each<[string, WarningStanding, Edition[], number[], number[]]>([
  ['the newest edition is shown', 'active', [edition(1), edition(2), edition(3)], [3], [2, 1]],
  ['below a notice of the hub stands what was said last', 'unattended', [edition(1), edition(2), edition(3, false)], [3, 2], [1]],
  ['below a draft stands what is out', 'active', [edition(1), edition(2), edition(3, true, false)], [3, 2], [1]],
  ['everything of an ended warning is folded', 'ended', [edition(1), edition(2, false)], [], [2, 1]],
  ['a first draft stands alone', 'drafted', [edition(1, true, false)], [1], []],
])('%s', (_, standing, all, shown, over) => expect(folded(standing, all)).toEqual([shown, over]));
