import { expect, it } from 'vitest';
import { parse, toCase, tokenIn } from './route';

it.each([
  ['', { page: 'watch' }], ['#/', { page: 'watch' }], ['#/cases', { page: 'cases' }], ['#/cases/a%2Fb', { page: 'case', id: 'a/b', part: undefined }],
  ['#/cases/a/warnings', { page: 'case', id: 'a', part: 'warnings' }], ['#/nothing', { page: 'nowhere' }], ['#/recipients', { page: 'recipients' }],
  ['#/record', { page: 'record', index: undefined }], ['#/record/17', { page: 'record', index: 17 }], ['#/record/-1', { page: 'nowhere' }],
  ['#/heard', { page: 'heard', digest: undefined }], ['#/heard/-aB_9', { page: 'heard', digest: '-aB_9' }],
])('%s', (hash, route) => expect(parse(hash)).toEqual(route));

it('a_case_link_leads_back_to_the_case', () => expect(parse(toCase('a/b', 'known'))).toEqual({ page: 'case', id: 'a/b', part: 'known' }));

it('a_token_is_found_only_in_its_own_fragment', () => {
  expect(tokenIn('#sign-in=a%2Bb')).toBe('a+b');
  expect(tokenIn('#/cases/sign-in=x')).toBeUndefined();
});
