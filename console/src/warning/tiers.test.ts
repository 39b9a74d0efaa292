import { describe, expect, it } from 'vitest';
import { tiers, type Facet, type Tier } from '../api/types';
import crocus from '../../fixtures/case_crocus-2024.json';
import { maySee, tierView, wouldTell } from './tiers';

const facet = (id: string, marking: Tier, more: Partial<Facet['added']> = {}, index = 1): Facet => ({
  added: { facet: id, aspect: 'what', statement: `statement ${id}`, marking, basis: 'known', targets: [], reports: [], ...more },
  entry: { index, at: '2024-03-06T08:00:00Z' },
});
const every = Object.fromEntries(tiers.map((tier) => [tier, facet(tier, tier)]));
const everything = tiers.map((tier) => tier as string);

describe('what a tier may see', () => {
  it('a_tier_sees_its_own_marking_and_wider_ones_and_nothing_narrower', () => {
    const table = tiers.map((tier) => tiers.filter((marking) => maySee(tier, marking)));
    expect(table).toEqual([
      ['internal', 'partner', 'direct', 'venue', 'public'],
      ['partner', 'direct', 'venue', 'public'],
      ['direct', 'venue', 'public'],
      ['venue', 'public'],
      ['public'],
    ]);
  });

  it('a_column_never_holds_words_that_are_marked_narrower_even_when_the_text_claims_to_tell_them', () => {
    const contents = tiers.slice(1).map((tier) => ({ tier, facets: everything }));
    for (const column of tierView(every, { targets: [], contents }).columns) {
      for (const cell of column.cells) {
        const isHidden = tiers.indexOf(cell.facet as Tier) < tiers.indexOf(column.tier);
        expect([column.tier, cell.facet, cell.sight]).toEqual([column.tier, cell.facet, isHidden ? 'withheld' : 'told']);
        expect('statement' in cell).toBe(!isHidden);
      }
    }
  });

  it('what_is_left_out_differs_from_what_is_withheld_and_from_a_tier_without_a_text', () => {
    const view = tierView(every, { targets: [], contents: [{ tier: 'venue', facets: ['public'] }] });
    const sights = (tier: Tier) => Object.fromEntries(view.columns.find((one) => one.tier === tier)!.cells.map((cell) => [cell.facet, cell.sight]));
    expect(sights('venue')).toEqual({ internal: 'withheld', partner: 'withheld', direct: 'withheld', venue: 'left_out', public: 'told' });
    expect(sights('public')).toMatchObject({ venue: 'withheld', public: 'unwritten' });
  });

  it('a_statement_that_came_after_the_edition_is_not_shown_as_withheld', () => {
    const facets = { old: facet('old', 'public', {}, 5), late: facet('late', 'internal', {}, 9) };
    const view = tierView(facets, { targets: [], contents: [], asOf: 5 });
    expect(view.rows.map((row) => row.facet)).toEqual(['old']);
    expect(view.later).toEqual(['late']);
  });

  it('statements_on_other_targets_are_not_rows', () => {
    const facets = { here: facet('here', 'public', { targets: ['hall'] }), there: facet('there', 'public', { targets: ['synagogue'] }) };
    expect(tierView(facets, { targets: ['hall'], contents: [] }).rows.map((row) => row.facet)).toEqual(['here']);
  });

  it('a_draft_that_names_nothing_would_tell_all_that_the_tier_may_see_and_no_more', () => {
    expect(wouldTell(every, [], 'direct', [])).toEqual(['direct', 'venue', 'public']);
    expect(wouldTell(every, [], 'direct', ['internal', 'public'])).toEqual(['public']);
  });

  it('no_exact_text_of_the_fixture_holds_a_statement_marked_narrower_than_its_tier', () => {
    const facets = Object.values(crocus.case.facets) as unknown as Facet[];
    for (const content of crocus.warnings.flatMap((warning) => warning.editions).flatMap((edition) => edition.drafted.contents)) {
      for (const { added } of facets) {
        if (!maySee(content.tier as Tier, added.marking)) expect(content.text).not.toContain(added.statement);
      }
    }
  });
});
