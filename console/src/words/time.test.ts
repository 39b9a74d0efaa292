import { describe, expect, it } from 'vitest';
import { ago, fromField, instant, moment, relative, span, ticking, toField } from './time';

const minute = 60_000;
const hour = 60 * minute;

describe('times in words', () => {
  it('an_instant_is_shown_in_utc_with_its_zone', () => {
    expect(instant('2024-03-22T16:58:00Z')).toBe('22 March 2024, 16:58 UTC');
    expect(instant('2024-03-22T19:58:00+03:00')).toBe('22 March 2024, 16:58 UTC');
    expect(moment('2024-03-22T16:58:00Z')).toBe('22 Mar, 16:58 UTC');
  });

  it.each([
    [0, '0 seconds'],
    [minute - 1, '59 seconds'],
    [minute, '1 minute'],
    [48 * hour, '48 hours'],
    [72 * hour, '72 hours'],
    [72 * hour + minute, '3 days'],
    [17 * 24 * hour + 15 * hour, '17 days 15 hours'],
    [-90 * minute, '1 hour 30 minutes'],
  ])('%d_ms_is_%s', (ms, text) => expect(span(ms)).toBe(text));

  it('what_runs_shows_seconds_below_an_hour', () => {
    expect([ticking(4 * minute + 9000), ticking(hour), ticking(-(73 * hour))]).toEqual(['4 min 09 s', '1 h 00 min', '3 d 1 h']);
  });

  it('what_happened_below_a_minute_ago_happened_just_now', () => {
    expect([0, -59_999, -60_000, -3 * hour].map(ago)).toEqual(['just now', 'just now', '1 minute ago', '3 hours ago']);
  });

  it('relative_times_look_both_ways', () => {
    const now = Date.parse('2024-03-22T17:00:00Z');
    expect([relative('2024-03-22T16:00:00Z', now), relative('2024-03-22T17:20:00Z', now), relative('2024-03-22T17:00:10Z', now)]).toEqual([
      '1 hour ago', 'in 20 minutes', 'now',
    ]);
  });

  it('a_field_is_meant_in_utc', () => {
    expect(fromField('2024-03-22T16:58')).toBe('2024-03-22T16:58:00Z');
    expect(toField('2024-03-22T16:58:00Z')).toBe('2024-03-22T16:58');
    expect(fromField('')).toBe('');
  });
});
