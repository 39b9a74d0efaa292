import { describe, expect, it } from 'vitest';
import type { Delivery, DeliveryStanding } from '../api/types';
import { en } from '../words/en';
import { acknowledgementDue, byNeed, duration, ladder } from './ladder';

const at = '2024-03-06T09:00:00Z';
const delivery = (standing: DeliveryStanding, moves: DeliveryStanding[] = [], within?: string): Delivery => ({
  planned: {
    delivery: 'd', warning: 'w', edition: 1, recipient: 'r', tier: 'venue', language: 'en', contacts: [], until: at, acknowledge_within: within,
  },
  standing, contact: 0, attempts: [], moves: moves.map((to, i) => ({ to, entry: { index: i, at: `2024-03-06T09:0${i + 1}:00Z` } })), entry: { index: 0, at },
});
const states = (one: Delivery) => ladder(one).steps.map((step) => step.state);

describe('the ladder of evidence', () => {
  it.each<[DeliveryStanding, DeliveryStanding[], string[]]>([
    ['queued', [], ['reached', 'ahead', 'ahead', 'ahead', 'ahead']],
    ['attempting', [], ['reached', 'ahead', 'ahead', 'ahead', 'ahead']],
    ['accepted', ['accepted'], ['reached', 'reached', 'ahead', 'ahead', 'ahead']],
    ['delivered', ['delivered'], ['reached', 'passed', 'reached', 'ahead', 'ahead']],
    ['acknowledged', ['accepted', 'acknowledged'], ['reached', 'reached', 'passed', 'passed', 'reached']],
    ['unreachable', ['accepted', 'unreachable'], ['reached', 'reached', 'ahead', 'ahead', 'ahead']],
  ])('%s_after_%j', (standing, moves, expected) => expect(states(delivery(standing, moves))).toEqual(expected));

  it('a_broken_ladder_says_how_and_an_accepted_one_is_not_broken', () => {
    expect(ladder(delivery('unreachable')).broken).toBe('unreachable');
    expect(ladder(delivery('accepted', ['accepted'])).broken).toBeUndefined();
  });

  it('no_word_of_a_delivery_says_that_somebody_was_warned', () => {
    expect(JSON.stringify([en.delivery.standing, en.delivery.means])).not.toMatch(/warned|informed|notified/i);
  });

  it('an_acknowledgement_is_due_only_where_it_was_asked_for_and_is_missing', () => {
    expect(acknowledgementDue(delivery('accepted', [], '30m'))).toBe(Date.parse('2024-03-06T09:30:00Z'));
    expect(acknowledgementDue(delivery('accepted'))).toBeUndefined();
    expect(acknowledgementDue(delivery('acknowledged', [], '30m'))).toBeUndefined();
  });

  it('durations_are_read_as_the_hub_writes_them', () => expect([duration('30m'), duration('1h30m'), duration('2d')]).toEqual([18e5, 54e5, 1728e5]));

  it('who_needs_a_person_stands_first', () => {
    const rows = [delivery('acknowledged', [], '30m'), delivery('seen'), delivery('accepted', [], '30m'), delivery('unreachable')];
    expect(rows.sort(byNeed(Date.parse('2024-03-06T12:00:00Z'))).map((row) => row.standing)).toEqual(['unreachable', 'accepted', 'seen', 'acknowledged']);
  });
});
