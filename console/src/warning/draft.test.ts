import { describe, expect, it } from 'vitest';
import type { CaseView } from '../api/types';
import crocus from '../../fixtures/case_crocus-2024.json';
import { body, start } from '../shell/form/form';
import { draftSpec, fold, placeOf, preview } from './draft';

const view = crocus as unknown as CaseView;

describe('drafting a warning', () => {
  it('only_written_tiers_go_into_the_command_each_with_its_reach', () => {
    const spec = draftSpec(view, Date.parse('2024-03-27T09:00:00Z'), []);
    const values = { ...start(spec), issuer: 'Office', 'venue.headline': 'Head', 'venue.instruction': 'Do', 'venue.roles': 'guard, manager' };
    const sent = fold(body(spec, values));
    expect(sent.tiers).toEqual([{ tier: 'venue', language: 'en', headline: 'Head', instruction: 'Do', facets: [] }]);
    expect(sent.reach).toEqual([{ tier: 'venue', roles: ['guard', 'manager'], groups: [], recipients: [] }]);
    expect(sent).toMatchObject({ case_id: 'crocus-2024', issuer: 'Office', valid: { from: '2024-03-27T09:00:00Z' } });
    expect(sent).not.toHaveProperty('venue');
  });

  it('a_kind_of_event_is_chosen_from_the_lists_of_the_hub_and_left_out_where_none_is', () => {
    const lists = [{ system: 'SAME', title: 'SAME', codes: [{ code: 'CEM', name: 'Civil Emergency Message' }] }];
    const spec = draftSpec(view, Date.parse('2024-03-27T09:00:00Z'), [], lists);
    const field = spec.fields.find(({ path }) => path === 'event_codes')!;
    expect(field.options).toEqual([{ value: 'SAME CEM', label: 'Civil Emergency Message (SAME CEM)' }]);
    const values = { ...start(spec), issuer: 'Office', 'venue.headline': 'Head', 'venue.instruction': 'Do' };
    expect(fold(body(spec, { ...values, event_codes: ['SAME CEM'] }))).toMatchObject({ event_codes: ['SAME CEM'] });
    expect(fold(body(spec, values))).not.toHaveProperty('event_codes');
  });

  it('an_area_goes_out_with_its_polygons_and_circles_and_its_groups', () => {
    const sent = fold({ venue: { headline: 'Head', area: '55.8,37.4 1\n1,2 1,3 2,3', groups: 'night, day' }, public: { headline: 'Head' } });
    expect(sent.reach).toEqual([
      { tier: 'venue', roles: [], groups: ['night', 'day'], recipients: [], area: { polygons: ['1,2 1,3 2,3 1,2'], circles: ['55.8,37.4 1'] } },
      { tier: 'public', roles: [], groups: [], recipients: [] },
    ]);
    expect(placeOf('reach[0].area.circles[0]', sent)).toBe('venue.area.circles[0]');
  });

  it('a_problem_in_the_second_written_tier_lands_beside_its_field', () => {
    const sent = { tiers: [{ tier: 'direct' }, { tier: 'public' }] };
    expect(placeOf('tiers[1].instruction', sent)).toBe('public.instruction');
    expect(placeOf('tiers[0]', sent)).toBe('direct.headline');
    expect(placeOf('valid.until', sent)).toBe('valid.until');
  });

  it('the_preview_tells_the_public_nothing_narrower', () => {
    const shown = preview(view, { targets: ['hall'], 'public.headline': 'Avoid', 'public.facets': ['f6', 'f1'] });
    const everyone = shown.columns.find((column) => column.tier === 'public')!;
    expect(everyone.cells.filter((cell) => cell.sight === 'told').map((cell) => cell.facet)).toEqual(['f1']);
    expect(everyone.cells.find((cell) => cell.facet === 'f6')).toEqual({ facet: 'f6', aspect: 'how', sight: 'withheld' });
  });
});
