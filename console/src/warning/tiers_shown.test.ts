import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import type { CaseView } from '../api/types';
import crocus from '../../fixtures/case_crocus-2024.json';
import Tiers from './Tiers.svelte';
import { maySee, tierView } from './tiers';

const view = crocus as unknown as CaseView;

it('the_rendered_column_of_a_tier_has_no_word_that_it_may_not_see_and_says_that_it_was_withheld', () => {
  const edition = view.warnings[0]!.editions[1]!;
  const shown = tierView(view.case.facets, { targets: edition.drafted.targets, contents: edition.drafted.contents, asOf: edition.entry.index });
  const html = render(Tiers, { props: { view: shown, reach: edition.drafted.reach } }).body;
  for (const { tier } of shown.columns) {
    const column = html.split(`aria-label="${tier}"`)[1]!.split('</section>')[0]!;
    for (const row of shown.rows) {
      if (maySee(tier, row.marking)) continue;
      expect(column).not.toContain(row.statement);
    }
    expect(column).toContain('Withheld from this tier');
  }
});
