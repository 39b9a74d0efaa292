// The words of the alerts of others, and of the feeds that bring them. What they mean to an operator: docs/listening.md.

import type { Concern } from '../heard/types';

const many = (n: number, one: string, more = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : more}`;

export const heard = {
  title: 'Alerts of others', intro: 'What others warn of, as this hub heard it. Nothing here warns anybody by itself.',
  list: 'Alerts', feeds: 'Feeds', back: 'All alerts of others',
  concerning: 'Only what covers our recipients, or may cover them',
  concernsHead: 'Covers', concerns: (of: Concern) => {
    const sorts = [[of.venues, 'venue'], [of.organisations, 'organisation'], [of.systems, 'system'], [of.persons, 'person']] as const;
    const found = sorts.filter(([n]) => n > 0).map(([n, word]) => many(n, word));
    const said = found.length ? `${found.join(', ')} of ours, when it was heard` : 'none of our recipients, when it was heard';
    return of.codes_left_out ? `${said}; ${many(of.codes_left_out, 'code')} of places could not be looked up` : said;
  },
  nowhere: 'it does not say where it holds, or it was over when it was heard',
  places: 'Which of our places it covers', placesHint: 'Venues, organisations and systems as they are registered now. Persons are counted, and not named.',
  sort: { venue: 'venue', organisation: 'organisation', system: 'system', person: 'person' } as Record<string, string>,
  filter: 'Show', all: 'all alerts', count: (n: number, of: number) => (n >= of ? `${many(of, 'alert')}.` : `The newest ${n.toLocaleString('en')} of ${many(of, 'alert')}.`),
  none: 'No alert was heard yet.', noneOf: 'No alert has this standing now.', more: 'Show more', most: 'The command heed alerts list shows the others.',
  standing: {
    standing: 'standing', replaced: 'replaced', cancelled: 'cancelled', expired: 'expired', waiting: 'a cancellation', answer: 'an answer', not_public: 'not public',
  } as Record<string, string>,
  means: {
    standing: 'Nobody has ended it, and its time is not over.', replaced: 'An Update of its sender took its place.',
    cancelled: 'A Cancel of its sender ended it.', expired: 'Its time is over. That is no all-clear.',
    waiting: 'A Cancel: what it names is over, now or when it comes.', answer: 'An answer between services. It warns nobody.',
    not_public: 'An exercise, a test, or not for everybody. It is not to be acted on as a warning.',
  } as Record<string, string>,
  endedBy: (identifier: string, at: string) => `by ${identifier}, sent ${at}`,
  until: 'Until', assumed: 'assumed: it names no end itself', from: 'Sender', by: 'Heard by', sent: 'Sent', identifier: 'Identifier', kind: 'Kind', bytes: 'Bytes', entry: 'Entry of the record',
  altered: 'Other bytes under the same name', alteredMeans: 'The same message is here with other bytes. Compare the originals before you rely on either.',
  reused: 'Identifier used again', reusedMeans: 'Its sender gave this identifier to another message too. Who refers to it may mean either.',
  findings: (errors: number, warnings: number) => [errors && many(errors, 'error'), warnings && many(warnings, 'warning')].filter(Boolean).join(', '),
  findingsHead: 'Against the standard', noFinding: 'no error and no warning',
  signatureHead: 'Signature', signature: {
    none: 'not signed', unsupported: 'signed in a way that is not read here', refused: 'may mean something else than the whole alert; not judged',
    broken: 'broken: the bytes are not what was signed', 'set-aside': 'holds only without parts that the standard leaves in',
    untrusted: 'holds, by a key that nobody here vouches for', unbound: 'holds, by a key that is not bound to this sender', bound: 'holds, and is the sender’s',
  } as Record<string, string>,
  says: 'What it says', language: 'Language', weight: 'Urgency, severity, certainty', expires: 'Expires', onset: 'Begins',
  refers: 'What it refers to', others: 'Who else warns of the same', othersHint: 'Standing alerts of other senders. Two alerts of one source look like two.',
  ways: 'How it came here', original: 'Download the original', originalHint: 'The bytes as they came. Others wrote them.', size: (n: number) => many(n, 'byte'),
  isReport: (report: string) => `It is the report ${report}.`,
  report: {
    title: 'Make a report of it', submit: 'Make the report',
    intro: (sender: string) => `The report names ${sender} as its originator, and nobody has graded it yet. It then waits for a case.`,
    text: 'What it says', textHint: (title: string) => `Left empty, the report says: ${title}`,
  },
  going: { waiting: 'nothing came yet', well: 'goes well', failing: 'fails' } as Record<string, string>,
  partly: 'goes well, but not all of it can be used',
  failingSince: (span: string) => `for ${span}`, last: (ago: string) => `last sign of life ${ago}`, never: 'no sign of life yet',
  brought: (fresh: number, again: number, unusable: number) => `${many(fresh, 'new alert')}, ${again.toLocaleString('en')} known by other ways, ${unusable.toLocaleString('en')} of no use, since the hub was started`,
  gaps: (n: number) => (n === 1 ? 'A message that the stream lists did not come:' : `${n} messages that the stream lists did not come:`),
  lost: (n: number) => (n === 1 ? 'A message that did not come could not be had from any repository:' : `${n} messages that did not come could not be had from any repository:`),
  fetched: (n: number) => `${many(n, 'message')} that did not come, fetched from a repository`,
  quiet: (n: number) => (n === 1 ? 'Show the feed that goes well' : `Show ${n} feeds that go well`),
  noFeed: 'This hub listens to nobody. An operator names feeds in the section [listening] of heed.toml: each with a name and an address, such as https://met.example/alerts.atom. Until then, alerts can be pushed with heed alerts hear FILE.',
};
