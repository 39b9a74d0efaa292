import { expect, it } from 'vitest';
import type { CaseView } from '../api/types';
import crocus from '../../fixtures/case_crocus-2024.json';
import { bySubject } from './claims';

it('every_claim_keeps_its_place_beside_the_others_and_none_replaces_another', () => {
  const claims = (crocus as unknown as CaseView).case.claims;
  const subjects = bySubject(claims);
  expect(subjects.map((row) => row.subject)).toEqual(['Killed', 'Hurt']);
  expect(subjects.flatMap((row) => row.claims).length).toBe(claims.length);
  expect(subjects[0]!.claims.map((claim) => claim.recorded.value)).toEqual(['at least 40', 'more than 60', '133', '137, among them 3 children']);
});
