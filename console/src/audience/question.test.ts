import { describe, expect, it } from 'vitest';
import { bars, fieldOfPlace, question } from './question';

const window = { 'valid.from': '2024-03-27T09:00', 'valid.until': '2024-03-28T09:00' };
const asked = (values: Record<string, string | string[]>) => question('venue', { ...window, ...values });

describe('what is asked while somebody draws', () => {
  it('an_area_with_roles_groups_and_names_is_asked_for_its_tier_and_window', () => {
    expect(asked({ 'venue.area': '55,37 2\n1,2 1,3 2,3', 'venue.roles': 'guard, ', 'venue.groups': 'night', 'venue.recipients': ['desk'] }).asked).toEqual({
      reach: { tier: 'venue', area: { polygons: ['1,2 1,3 2,3 1,2'], circles: ['55,37 2'] }, roles: ['guard'], groups: ['night'], recipients: ['desk'] },
      during: { from: '2024-03-27T09:00:00Z', until: '2024-03-28T09:00:00Z' },
    });
  });

  it('nothing_is_asked_of_an_empty_reach_or_of_another_tier', () => {
    expect(asked({}).asked).toBeUndefined();
    expect(asked({ 'public.area': '55,37 2', 'venue.roles': ' , ' }).asked).toBeUndefined();
  });

  it('what_is_being_drawn_counts_with_what_stands', () => {
    const now = asked({ 'venue.area': '55,37 2', 'venue.area.sketch': '1,2 1,3 2,3' });
    expect(now).toMatchObject({ isDrawing: true, asked: { reach: { area: { polygons: ['1,2 1,3 2,3 1,2'], circles: ['55,37 2'] } } } });
  });

  it('a_polygon_of_two_points_is_passed_over_and_a_line_that_cannot_be_read_stops_the_count', () => {
    expect(asked({ 'venue.area': '55,37 2\n1,2 1,3' }).asked?.reach.area).toEqual({ circles: ['55,37 2'] });
    expect(asked({ 'venue.area': '55,37 2\n1,x' })).toEqual({ isDrawing: false, isUnread: true });
  });

  it('an_edition_begins_where_its_warning_began_and_ends_at_its_new_end_or_the_old_one', () => {
    const otherwise = { from: '2024-03-01T00:00:00Z', until: '2024-03-02T00:00:00Z' };
    const of = (values: Record<string, string>) => question('venue', { 'venue.roles': 'guard', ...values }, otherwise).asked?.during;
    expect(of({})).toEqual(otherwise);
    expect(of({ until: '2024-03-05T00:00' })).toEqual({ ...otherwise, until: '2024-03-05T00:00:00Z' });
  });
});

it('the_largest_bars_stand_first_and_the_rest_is_counted', () => {
  expect(bars({ a: 1, b: 3, c: 0, d: 3 }, 2)).toEqual({ rows: [['b', 3], ['d', 3]], rest: 1 });
});

it.each([['reach.area.polygons[0]', 'venue.area'], ['reach.recipients[2]', 'venue.recipients'], ['recipients[0]', 'venue.recipients'], ['during.until', undefined], ['', undefined]])(
  'a_problem_at_%s_stands_at_%s', (place, field) => expect(fieldOfPlace('venue', place)).toBe(field));
