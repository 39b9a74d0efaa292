import { expect, it } from 'vitest';
import { parse } from './area';
import { draftsOf, newCircle, newPolygon, textOf } from './drafts';

it.each(['1,2 1,3 2,3 1,2', '55.8258,37.3903 2\n1,2 1,3 2,3 1,2\nwithout 1.1,2.1 1.1,2.2 1.2,2.2 1.1,2.1', '1,2 1,3', '-17,177 -17,-179 -19,181.5 -17,177'])(
  'the_list_of_points_of_%s_gives_the_same_text', (text) => expect(textOf(draftsOf(text))).toBe(text));

it('a_polygon_grows_point_by_point_and_is_drawn_from_the_third', () => {
  const draft = newPolygon();
  expect(textOf([draft, newCircle()])).toBe('');
  draft.rows[0] = { lat: '55.8', lon: '37.3' };
  expect(textOf([draft])).toBe('55.8,37.3');
  draft.rows[1] = { lat: '55.8', lon: ' 37.5' };
  draft.rows[2] = { lat: '55.9', lon: '37.4' };
  expect(textOf([draft])).toBe('55.8,37.3 55.8,37.5 55.9,37.4 55.8,37.3');
});

it('a_half_written_point_is_named_and_not_forgotten', () => {
  const draft = { ...newPolygon(), rows: [{ lat: '1', lon: '2' }, { lat: '1', lon: '3' }, { lat: '2', lon: '3' }, { lat: '2', lon: '' }] };
  expect(parse(textOf([draft])).troubles).toEqual([{ at: 1, what: 'no_number' }]);
  expect(parse(textOf([{ ...newCircle(), rows: [{ lat: '1', lon: '2' }] }])).troubles).toEqual([{ at: 1, what: 'no_number' }]);
});
