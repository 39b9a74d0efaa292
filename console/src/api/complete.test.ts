import { expect, it } from 'vitest';
import crocus from '../../fixtures/case_crocus-2024.json';
import * as complete from './complete';

it('what_the_hub_leaves_out_because_it_is_empty_is_put_back', () => {
  const at = { index: 0, at: '2024-03-06T08:00:00Z' };
  const view = complete.caseView({
    now: at.at, me: { name: 'a', role: 'analyst' }, case: { opened: {}, owner: 'a', entry: at, facets: { f1: { added: { facet: 'f1' }, entry: at } } },
    decisions: { hall: { assessed: {} } }, regime: { id: 'venue' }, responses: {},
    warnings: [{ id: 'w', editions: [{ drafted: { contents: [{ tier: 'venue' }], reach: [{ tier: 'venue' }] } }] }],
    deliveries: [{ planned: {}, attempts: [{}] }], timeline: [{ entry: 7, at: at.at }],
  });
  expect(view.case).toMatchObject({ targets: {}, reports: [], claims: [] });
  expect(view.case.facets.f1!.added).toMatchObject({ targets: [], reports: [] });
  expect(view.decisions.hall).toMatchObject({ made: [], assessed: { is_met: false, answers: [] } });
  expect(view.warnings[0]).toMatchObject({ history: [], lapses: [], editions: [{ answers: {}, findings: [], drafted: { contents: [{ facets: [] }] } }] });
  expect(view.deliveries[0]).toMatchObject({ contact: 0, moves: [], planned: { contacts: [] }, attempts: [{ contact: 0 }] });
  expect(view.timeline[0]!.index).toBe(7);
  expect(view.responses.tasks).toEqual([]);
});

it('what_is_complete_stays_as_it_is', () => {
  const view = complete.caseView(structuredClone(crocus));
  expect(view.case).toEqual(crocus.case);
  expect(view.timeline).toEqual(crocus.timeline);
  expect(view.deliveries).toEqual(crocus.deliveries);
});
