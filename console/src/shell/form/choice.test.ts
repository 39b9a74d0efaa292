import { expect, it } from 'vitest';
import { offered } from './choice';

const options = Array.from({ length: 20 }, (_, i) => ({ value: `desk-${i}`, label: `Desk number ${i}` }));

it('what_is_chosen_stands_first_even_when_it_is_not_found_or_not_offered', () => {
  const shown = offered(options, ['desk-19', 'elsewhere'], 'number 3');
  expect(shown.options.map(({ value }) => value)).toEqual(['desk-19', 'elsewhere', 'desk-3']);
  expect(shown).toMatchObject({ found: ['desk-3'], rest: 0 });
});

it('few_are_shown_and_the_rest_is_counted', () => {
  const shown = offered(options, [], '');
  expect([shown.options.length, shown.rest]).toEqual([8, 12]);
  expect(offered(options, [], 'DESK-1').found.length).toBe(11);
});
