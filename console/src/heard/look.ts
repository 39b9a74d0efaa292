// What of an alert is said first, and in which tone. The word always stands beside the shape.
import type { Tone } from '../shell/Sign.svelte';
import type { Feed, HeardAlert, HeardStanding } from './types';

export const standingTone: Record<HeardStanding, Tone> = {
  standing: 'soon', replaced: 'quiet', cancelled: 'good', expired: 'quiet', waiting: 'quiet', answer: 'quiet', not_public: 'held',
};
export const goingTone: Record<Feed['going'], Tone> = { waiting: 'quiet', well: 'good', failing: 'overdue' };

/** `broken` is the only one that speaks against an alert; `bound` the only one that speaks for its sender. */
export function signatureTone(state: string): Tone {
  if (state === 'broken') return 'overdue';
  return state === 'bound' ? 'good' : 'quiet';
}

/** The first headline, or else the event, or else what it is called. */
export function titleOf(alert: HeardAlert): string {
  for (const info of alert.infos) {
    const said = info.headline.trim() || info.event.trim();
    if (said) return said;
  }
  return `${alert.msg_type} ${alert.identifier}`;
}

/** A Cancel and an answer warn of nothing, so their own end says nothing to anybody. */
export const hasTime = (alert: HeardAlert) => alert.standing !== 'waiting' && alert.standing !== 'answer';

export const feedsOf = (alert: HeardAlert) => [...new Set(alert.ways.map(({ way }) => way.feed))];

const hasComplaint = (feed: Feed) => feed.detail !== '' || feed.gaps.length + feed.lost.length > 0;

/** What fails first, then what waits, then what goes well with a complaint; each in the order of the configuration. */
export function sortedFeeds(feeds: Feed[]): Feed[] {
  const rank = (feed: Feed) => (feed.going === 'failing' ? 0 : hasComplaint(feed) ? 1 : feed.going === 'waiting' ? 2 : 3);
  return feeds.map((feed, i) => ({ feed, i })).sort((a, b) => rank(a.feed) - rank(b.feed) || a.i - b.i).map(({ feed }) => feed);
}
export const isQuiet = (feed: Feed) => feed.going === 'well' && !hasComplaint(feed);
