import { expect, it } from 'vitest';
import { reportAlert } from './forms';
import { feedsOf, hasTime, isQuiet, signatureTone, sortedFeeds, standingTone, titleOf } from './look';
import { alertLine, alertView, feed } from './read';
import { standings } from './types';
import { en } from '../words/en';

const bare = { sender: 's', identifier: 'i', sent: '2026-11-23T02:00:00Z', digest: 'd', standing: 'standing', msg_type: 'Alert' };

it('what_the_hub_leaves_out_is_put_back', () => {
  const view = alertView(bare);
  expect([view.infos, view.ways, view.references, view.corroborated_by, view.findings]).toEqual([[], [], [], [], []]);
  expect([view.is_altered, view.is_reused, view.is_assumed, view.errors, view.signature]).toEqual([false, false, false, 0, 'none']);
  expect(alertView({ ...bare, infos: [{ event: 'Flood' }], corroborated_by: [{ alert: {} }] }).corroborated_by[0]!.reasons).toEqual([]);
});

it.each([
  [[{ headline: ' ', event: 'Flood' }], 'Flood'], [[{ event: '' }, { headline: 'The river rises', event: 'Flood' }], 'The river rises'], [[], 'Alert i'],
])('an_alert_is_called_by_its_first_words', (infos, title) => expect(titleOf(alertLine({ ...bare, infos }))).toBe(title));

it('a_feed_that_has_an_alert_twice_is_named_once', () => {
  const ways = ['a', 'b', 'a'].map((name) => ({ way: { feed: name }, at: bare.sent }));
  expect(feedsOf(alertLine({ ...bare, ways }))).toEqual(['a', 'b']);
});

it('what_fails_stands_first_and_what_goes_well_is_quiet', () => {
  const feeds = [
    { name: 'well', going: 'well' }, { name: 'waiting', going: 'waiting' }, { name: 'odd', going: 'well', detail: '1 could not be used' },
    { name: 'gap', going: 'well', gaps: ['s,i'] }, { name: 'lost', going: 'well', lost: [{ message: 's,j', why: '404' }] },
    { name: 'fetched', going: 'well', fetched: 2 }, { name: 'failing', going: 'failing', detail: 'x' },
  ].map(feed);
  expect(sortedFeeds(feeds).map(({ name }) => name)).toEqual(['failing', 'odd', 'gap', 'lost', 'waiting', 'well', 'fetched']);
  expect(feeds.filter(isQuiet).map(({ name }) => name)).toEqual(['well', 'fetched']);
});

it('every_standing_has_a_word_a_meaning_and_a_tone', () => {
  for (const standing of standings) {
    expect(en.heard.standing[standing]).toBeTruthy();
    expect(en.heard.means[standing]).toBeTruthy();
    expect(standingTone[standing]).toBeTruthy();
  }
});

it('what_warns_of_nothing_has_no_end', () => {
  expect(standings.filter((standing) => !hasTime(alertLine({ ...bare, standing })))).toEqual(['waiting', 'answer']);
});

it('only_a_broken_signature_speaks_against_and_only_a_bound_one_for_an_alert', () => {
  const states = ['none', 'unsupported', 'refused', 'broken', 'set-aside', 'untrusted', 'unbound', 'bound'];
  expect(states.filter((state) => signatureTone(state) === 'overdue')).toEqual(['broken']);
  expect(states.filter((state) => signatureTone(state) === 'good')).toEqual(['bound']);
  for (const state of states) expect(en.heard.signature[state]).toBeTruthy();
});

it('the_report_names_the_bytes_and_asks_for_words_only_where_they_are_wanted', () => {
  const spec = reportAlert(alertLine(bare));
  expect(spec).toMatchObject({ command: 'report_alert', fixed: { digest: 'd' } });
  expect(spec.fields.map(({ path, optional }) => [path, optional])).toEqual([['text', true]]);
});

it('whom_it_covers_is_said_in_words_and_what_could_not_be_looked_up_too', () => {
  const said = (concerns: object) => en.heard.concerns(alertLine({ ...bare, concerns }).concerns!);
  expect(said({ venues: 2, persons: 1 })).toBe('2 venues, 1 person of ours, when it was heard');
  expect(said({})).toBe('none of our recipients, when it was heard');
  expect(said({ codes_left_out: 3 })).toBe('none of our recipients, when it was heard; 3 codes of places could not be looked up');
  expect(alertLine(bare).concerns).toBeUndefined();
  expect(alertView({ ...bare, places: [{ recipient: 'hall', name: 'The hall', why: ['in polygon 1'] }] }).places[0]).toMatchObject({ name: 'The hall', sort: 'organisation' });
});
