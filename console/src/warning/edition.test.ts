import { describe, expect, it } from 'vitest';
import type { CaseView, Warning } from '../api/types';
import crocus from '../../fixtures/case_crocus-2024.json';
import { body, missing, start, type Values } from '../shell/form/form';
import { asked, draftEdition, newEnd, pending } from './edition';

const view = crocus as unknown as CaseView;
const ended = view.warnings[0]!;
const active: Warning = { ...ended, standing: 'active', valid: { from: '2024-03-26T09:00:00Z', until: '2024-03-28T09:00:00Z' } };
const now = Date.parse('2024-03-27T09:00:00Z');
const send = (warning: Warning, more: Values) => {
  const spec = draftEdition({ view, warning, now, known: [] });
  const values = { ...start(spec), notice: 'It goes on.', ...more };
  return { missing: missing(spec, values), sent: spec.shape!(body(spec, values)), spec };
};

describe('the next edition', () => {
  it('an_extension_begins_where_the_window_began_and_ends_as_long_again_after_its_end (FT-1)', () => {
    const { sent, missing } = send(active, { what: 'extend' });
    expect(missing).toEqual([]);
    expect(sent.valid).toEqual({ from: active.valid.from, until: '2024-03-30T09:00:00Z' });
    expect(sent).toMatchObject({ warning: active.id, what: 'extend', notice: 'It goes on.', review: { at: '2024-03-28T21:00:00Z' } });
    expect(sent).not.toHaveProperty('tiers');
    expect(sent).not.toHaveProperty('reach');
  });

  it('a_window_that_is_over_is_extended_from_now', () => expect(newEnd(ended, now)).toBe(now + 48 * 3600_000));

  it.each(['all_clear', 'cancel'])('%s_never_carries_a_new_end', (what) => {
    for (const warning of [active, ended]) expect(send(warning, { what, until: '2024-03-29T09:00' }).sent).not.toHaveProperty('valid');
  });

  it('a_correction_leaves_the_window_as_it_is_unless_a_new_end_is_given_and_must_give_one_when_it_is_over', () => {
    expect(send(active, { what: 'correct' }).sent).not.toHaveProperty('valid');
    expect(send(active, { what: 'correct', until: '2024-03-29T09:00' }).sent.valid).toEqual({ from: active.valid.from, until: '2024-03-29T09:00:00Z' });
    expect(send(ended, { what: 'correct' }).sent).toHaveProperty('valid');
    expect(send(ended, { what: 'correct', 'valid.until': '' }).missing).toEqual(['valid.until']);
  });

  it('a_new_text_keeps_the_reach_of_its_tier', () => {
    const { sent } = send(active, { what: 'update', 'public.headline': 'Avoid', 'public.instruction': 'Stay away' });
    expect(sent.reach).toEqual([{ tier: 'public', roles: ['citizens'], groups: [], recipients: ['citizens'], area: { circles: ['55.7558,37.6173 30'] } }]);
  });

  it('the_kind_of_event_goes_on_unless_it_is_changed_and_an_empty_choice_ends_it', () => {
    const lists = [{ system: 'SAME', title: 'SAME', codes: [{ code: 'CEM', name: 'Civil Emergency Message' }] }];
    const newest = active.editions.filter(({ release }) => release).at(-1)!;
    const coded: Warning = { ...active, editions: [...active.editions, { ...newest, drafted: { ...newest.drafted, what: 'update', event_codes: ['SAME CEM', 'OLD X'] } }] };
    const spec = draftEdition({ view, warning: coded, now, known: [], lists });
    const field = spec.fields.find(({ path }) => path === 'event_codes')!;
    expect(field.options!.map(({ value }) => value)).toEqual(['SAME CEM', 'OLD X']);
    const sent = (more: Values) => spec.shape!(body(spec, { ...start(spec), what: 'update', notice: 'More.', ...more }));
    expect(sent({}).event_codes).toBeUndefined();
    expect(sent({ event_codes: ['OLD X', 'SAME CEM'] }).event_codes).toBeUndefined();
    expect(sent({ event_codes: ['SAME CEM'] }).event_codes).toEqual(['SAME CEM']);
    expect(sent({ event_codes: [] }).event_codes).toEqual([]);
    expect(send(coded, {}).spec.fields.some(({ path }) => path === 'event_codes')).toBe(false);
    expect(send(coded, { what: 'update' }).sent.event_codes).toBeUndefined();
  });

  it('a_problem_with_the_end_lands_at_the_field_that_was_shown', () => {
    expect(send(active, { what: 'extend' }).spec.placeOf!('valid.until', { what: 'extend' })).toBe('valid.until');
    expect(send(active, {}).spec.placeOf!('valid.until', { what: 'update' })).toBe('until');
  });
});

describe('what is asked about a warning', () => {
  it('an_unattended_window_is_asked_about_and_a_review_or_another_warning_is_not', () => {
    expect(asked(view, ended, now)?.what).toBe('unattended');
    expect(asked(view, { ...ended, id: 'other' }, now)).toBeUndefined();
    const coming = { ...view, deadlines: view.deadlines.map((one) => ({ ...one, is_overdue: false })) };
    expect(asked(coming, ended, Date.parse('2024-03-09T17:59:59Z'))).toBeUndefined();
    expect(asked(coming, ended, Date.parse('2024-03-09T18:00:00Z'))?.what).toBe('unattended');
  });

  it('an_edition_that_waits_for_its_release_is_named', () => {
    expect(pending({ ...active, editions: [...active.editions, { ...active.editions[0]!, release: undefined }] })).toBeDefined();
    expect(pending({ ...active, editions: active.editions.slice(0, 2) })).toBeUndefined();
  });
});
