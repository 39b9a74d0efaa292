// Instants and spans in words. Times are shown in UTC, with the zone.

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const full = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
const short = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' });
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', hour: '2-digit', minute: '2-digit' });

/** "22 March 2024, 16:58 UTC" */
export function instant(at: string | number): string {
  const date = new Date(at);
  return `${full.format(date)}, ${clock.format(date)} UTC`;
}

/** "22 Mar, 16:58 UTC", for where the year is plain from the page. */
export function moment(at: string | number): string {
  const date = new Date(at);
  return `${short.format(date)}, ${clock.format(date)} UTC`;
}

export const dayOf = (at: string | number) => short.format(new Date(at));
export const clockOf = (at: string | number) => `${clock.format(new Date(at))} UTC`;

function counted(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
}

/** Two units at most. Hours up to 72, because a warning is given for "48 hours" and not for "2 days". */
export function span(ms: number): string {
  const rest = Math.abs(ms);
  if (rest < minute) return counted(Math.floor(rest / second), 'second');
  if (rest < hour) return counted(Math.floor(rest / minute), 'minute');
  const big = rest <= 72 * hour ? hour : day;
  const small = big === hour ? minute : hour;
  const first = counted(Math.floor(rest / big), big === hour ? 'hour' : 'day');
  const left = Math.floor((rest % big) / small);
  return left ? `${first} ${counted(left, small === minute ? 'minute' : 'hour')}` : first;
}

/** A span that visibly runs: "17 d 15 h", "1 h 20 min", "4 min 09 s". */
export function ticking(ms: number): string {
  const rest = Math.abs(ms);
  const two = (n: number) => String(n).padStart(2, '0');
  if (rest < hour) return `${Math.floor(rest / minute)} min ${two(Math.floor((rest % minute) / second))} s`;
  if (rest <= 72 * hour) return `${Math.floor(rest / hour)} h ${two(Math.floor((rest % hour) / minute))} min`;
  return `${Math.floor(rest / day)} d ${Math.floor((rest % day) / hour)} h`;
}

/** "3 hours ago", "just now" below a minute: for what has happened. */
export function ago(ms: number): string {
  return Math.abs(ms) < minute ? 'just now' : `${span(ms)} ago`;
}

/** "3 hours ago", "in 20 minutes", "now" */
export function relative(at: string | number, now: number): string {
  const away = new Date(at).getTime() - now;
  if (Math.abs(away) < 30 * second) return 'now';
  return away < 0 ? `${span(away)} ago` : `in ${span(away)}`;
}

/** What a field of the page holds (a local time without a zone) is meant in UTC. */
export function fromField(value: string): string {
  return value ? `${value.length === 16 ? `${value}:00` : value}Z` : '';
}
export function toField(at: string | number): string {
  return new Date(at).toISOString().slice(0, 16);
}
