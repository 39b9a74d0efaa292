// Every English word of the console. Forms: en_forms.ts. Areas and the register: en_audience.ts. Dates and spans: time.ts.
import { area, reached, register } from './en_audience';
import { heard } from './en_heard';
export { forms } from './en_forms';

const many = (n: number, one: string, more = `${one}s`) => `${n} ${n === 1 ? one : more}`;

export const en = {
  area, reached, register, heard,
  name: 'Heed',
  skip: 'Skip to the page',
  nav: { watch: 'Watch', cases: 'Cases', heard: 'Alerts', recipients: 'Recipients', record: 'Record', label: 'Main' },
  link: { live: 'Live', lost: 'Connection lost. Trying again', waiting: 'Connecting' },
  signedIn: (name: string, role: string) => `${name}, ${role}`,
  signOut: 'Sign out',
  nowhere: { title: 'There is no such page', back: 'Go to the watch board' },
  loading: 'Reading the record…',
  unreachable: 'The hub does not answer. What you see may be old; it is asked again every few seconds.',
  again: 'Try again',

  signIn: {
    title: 'Sign in to Heed', field: 'Sign-in token', submit: 'Sign in',
    hint: 'The hub printed a sign-in link for each role when it started. Follow it, or paste the token here.',
    refused: 'This token does not open the hub. Ask the administrator for a new one.',
  },
  drill: {
    exercise: 'EXERCISE', test: 'TEST', actual: 'LIVE',
    case: (word: string) => `${word}. This is not a live warning.`,
    detail: 'Nothing on this page may be acted on as a threat. Every message carries the same word.',
    board: (n: number, all: number) =>
      n === all ? 'Every warning on this board is an exercise or a test.' : `${n} of ${all} warnings on this board are exercises or tests. They are marked.`,
  },

  role: {
    reporter: 'reporter', analyst: 'analyst', senior_officer: 'senior officer', releaser: 'releaser', deliverer: 'deliverer',
    public_officer: 'public officer', recipient: 'recipient', arbiter: 'arbiter', auditor: 'auditor',
    administrator: 'administrator', hub: 'the hub',
  } as Record<string, string>,
  tier: { internal: 'internal', partner: 'partner', direct: 'direct', venue: 'venue', public: 'public' } as Record<string, string>,
  tierWho: {
    internal: 'Our own house', partner: 'Services that we share with', direct: 'The threatened and who guards them',
    venue: 'Operators of the place', public: 'Everybody',
  } as Record<string, string>,
  aspect: { what: 'What', who: 'Who', whom: 'Against whom', where: 'Where', when: 'When', how: 'How' } as Record<string, string>,
  basis: { known: 'Known', assumed: 'Assumed', unknown: 'Not known' } as Record<string, string>,
  likelihood: {
    almost_none: 'almost no chance', very_unlikely: 'very unlikely', unlikely: 'unlikely', even: 'roughly even', likely: 'likely',
    very_likely: 'very likely', almost_certain: 'almost certain',
  } as Record<string, string>,
  threat: {
    open: 'open', contained: 'contained', disproved: 'disproved', removed: 'removed', event_over: 'event over', transferred: 'transferred',
  } as Record<string, string>,
  standing: { drafted: 'drafted', active: 'active', unattended: 'unattended', ended: 'ended' } as Record<string, string>,
  decision: {
    due: 'decision due', warn: 'warn', waived: 'waived', delayed: 'delayed', below_threshold: 'below the threshold',
  } as Record<string, string>,
  edition: {
    alert: 'alert', update: 'update', extend: 'extension', correct: 'correction', downgrade: 'downgrade', cancel: 'cancellation',
    all_clear: 'all-clear', lapse_notice: 'lapse notice',
  } as Record<string, string>,
  disposition: {
    extended: 'extended', replaced: 'replaced', downgraded: 'downgraded', corrected: 'corrected', cancelled: 'cancelled',
    all_clear: 'all-clear given', lapsed: 'lapsed, by name',
  } as Record<string, string>,
  targetType: {
    person: 'person', group: 'group', institution: 'institution', place: 'place', event: 'event', class_of_venue: 'class of venue',
  } as Record<string, string>,
  reliability: {
    A: 'source completely reliable', B: 'source usually reliable', C: 'source fairly reliable', D: 'source not usually reliable',
    E: 'source unreliable', F: 'source cannot be judged',
  } as Record<string, string>,
  credibility: {
    '1': 'confirmed by other sources', '2': 'probably true', '3': 'possibly true', '4': 'doubtful', '5': 'improbable',
    '6': 'information cannot be judged',
  } as Record<string, string>,
  evidence: {
    own_key: 'signed with a registered key', api_token: 'by the recipient’s own system', signed_link: 'through the link that was sent',
    heard: 'heard by an officer and written down',
  } as Record<string, string>,
  registeredOn: (day: string, how: string) => `signed with a key registered on ${day}, ${how}`,
  registeredHow: {
    api_token: 'by the recipient’s own system', signed_link: 'through a link that was sent', heard: 'by the office',
  } as Record<string, string>,
  ground: { too_general: 'too general', not_received: 'not received', too_late: 'too late', wrong: 'wrong', other: 'other' } as Record<string, string>,
  lane: {
    report: 'Reports', case: 'Case', decision: 'Decisions', warning: 'Warnings', audience: 'Audience', delivery: 'Deliveries',
    response: 'Responses', watch: 'Alarms',
  } as Record<string, string>,
  due: {
    route_report: 'Report', decide: 'Decision', approve_waiver: 'Waiver', review_warning: 'Review', name_disposition: 'Window ends',
    end_window: 'Window ends', unattended: 'Unattended', closing_message: 'Closing message', acknowledgement: 'Acknowledgement',
    missing_role: 'Not told', task: 'Task', question: 'Question',
  } as Record<string, string>,

  watch: {
    title: (n: number) => (n === 0 ? 'Nothing is overdue' : n === 1 ? 'One thing is overdue' : `${n} things are overdue`),
    tab: (n: number) => (n ? `(${n}) Watch – Heed` : 'Watch – Heed'),
    asOf: (time: string) => `As the hub sees it at ${time}`,
    overdue: 'Overdue', next: 'Due next', hub: 'The hub does this by itself',
    nextNone: 'Nothing else is due.', calm: 'Everybody who has to do something has done it.',
    late: 'Overdue', left: 'Due in',
    owner: 'Owner', open: 'Open the case', due: 'due',
    warnings: 'Standing warnings', warningsNone: 'No warning stands.',
    acknowledged: (n: number, of: number) => `${n} of ${of} acknowledged`, noneAsked: 'No acknowledgement was asked for',
    window: (from: string, until: string) => `${from} to ${until}`,
    ended: (span: string) => `Window ended ${span}. Nobody has said how it ends.`,
    ends: (span: string) => `Window ends in ${span}`,
    now: 'Now',
    reports: 'Reports', nothingHere: (role: string) => `The console shows nothing to the role ${role}. Use the links that were sent to you.`,
    inbox: 'Reports that belong to no case', inboxNone: 'Every report belongs to a case or was closed with a reason.',
    knownFor: (span: string) => `Known for ${span}`,
  },
  cases: {
    title: 'Cases', none: 'There is no case yet. Receive a report, then open a case from it.', owner: 'Owner',
    overdue: (n: number) => `${n} overdue`, closed: 'closed', warnings: 'Warnings', noWarning: 'no warning', targets: 'Targets', opened: 'Opened', case: 'Case',
  },
  case: {
    parts: {
      now: 'Now', known: 'What is known', decisions: 'Decisions', warnings: 'Warnings', deliveries: 'Deliveries',
      responses: 'Responses', claims: 'Claims', timeline: 'Timeline',
    } as Record<string, string>,
    label: 'Parts of this case', jump: (name: string) => `Parts of this case. You are at: ${name}`, overdue: (n: number) => `${n} overdue`, regime: 'Regime', owner: 'Owner', first: 'First known', entered: 'Entered', targets: 'Targets',
    since: (at: string) => `since ${at}`, review: 'After-action report', nothingDue: 'Nothing is due on this case.',
    targetsOf: 'Concerns', every: 'every target', closed: 'Closed', closedFor: (reason: string) => `This case is closed: ${reason}`,
  },
  facets: {
    title: 'What is known', statement: 'Statement', marking: 'Widest tier', basis: 'Basis', rests: 'Rests on', none: 'Nothing has been stated yet.',
    likelihood: 'Likelihood', noReport: 'no report', cleared: (text: string) => `Cleared: ${text}`,
    unused: 'Other reports of this case', fallen: 'discredited',
  },
  report: {
    title: (id: string) => `Report ${id}`, close: 'Close', source: 'Source', grade: 'Grade', first: 'First awareness', entered: 'Entered in the hub',
    marking: 'Widest tier', originator: 'Originator', derived: 'Derived from', published: 'Published at', by: (who: string) => `by ${who}`,
    gap: (span: string) => `${span} between first awareness and entry`, entry: 'Entry',
    fallen: 'This report was discredited. Whatever rests on it must be looked at again.',
  },
  decisions: {
    title: 'Decisions', by: (who: string, when: string) => `${who}, ${when}`, none: 'Nothing has been decided.', met: 'Threshold met', notMet: 'Threshold not met',
    notAssessed: 'The threshold has not been assessed.', history: 'Decisions in order', again: (at: string) => `Due again ${at}`,
    proposed: 'A waiver is proposed', proposedBy: (who: string, at: string) => `Proposed by ${who}; to be looked at again ${at}`, lesser: 'Lesser form',
    ownWaiver: 'You proposed it, so another senior officer approves it.', answers: 'Answers to the threshold questions', stands: 'stands', before: 'before',
    answer: { yes: 'Yes', no: 'No', unknown: 'Not known' } as Record<string, string>,
  },
  decisionActions: { assess: 'Assess the threshold', warn: 'Decide to warn', delay: 'Delay', waive: 'Propose a waiver', approve: 'Approve the waiver', below: 'Below the threshold' },
  warning: {
    title: 'Warnings', none: 'No warning has been drafted.', edition: (n: number) => `Edition ${n}`,
    window: 'Window', targets: 'For', issuer: 'Issued by', eventCodes: 'Kind of event', review: 'Review', reviewBy: (who: string, at: string) => `${who}, ${at}`,
    drafted: (who: string, at: string) => `Drafted by ${who}, ${at}`, released: (who: string, at: string) => `Released by ${who}, ${at}`,
    notReleased: 'Not released. Nobody outside has been told this.', lapsed: (at: string) => `The window ended ${at} and nobody had named how. Recipients were told so.`,
    history: 'How it went on', ended: (how: string, who: string, at: string) => `${how}: ${who}, ${at}`,
    planned: 'Accepted beforehand', tiers: 'What each tier is told', internalHead: 'Everything that the house knows',
    told: 'Told', left_out: 'May see it, not in this text', unwritten: 'May see it, no text written', withheld: 'Withheld from this tier',
    markedFor: (tier: string) => `Goes no wider than ${tier}`,
    sum: (told: number, held: number) => `${many(told, 'statement')} told, ${held} withheld`,
    noText: 'No text was written for this tier.', headline: 'Headline', instruction: 'What to do', exact: 'The exact text',
    reach: (n: number) => (n ? `To ${many(n, 'recipient')} by name` : 'To nobody by name'), byRole: (roles: string) => `role ${roles}`, byGroup: (groups: string) => `group ${groups}`, byArea: (n: number) => `whoever is in ${many(n, 'shape')} on the map`,
    earlier: (n: number) => `Show ${many(n, 'earlier edition')}`, endedEditions: (n: number) => `Show ${many(n, 'edition')} of this ended warning`, reviewed: (at: string) => `Last reviewed ${at}`, notReviewed: 'Not reviewed yet', reviewLabel: 'Review it', public: 'On the public page, in the feed and as CAP',
    later: (ids: string) => `Not yet known when this was written: ${ids}`, notice: 'What changed',
    mend: 'To mend before release', answer: 'To answer by name before release', answered: 'Answered', clean: 'No check is open.', answerThis: 'Answer by name',
    messageOnly: 'This edition speaks only of the warning itself.',
    ask: {
      unattended: (span: string) => `The window ended ${span} and nobody has said how it goes on. Everybody who was told still relies on it.`,
      name_disposition: (span: string) => `The window ends in ${span}. Say now how it goes on.`,
      closing_message: () => 'The threat has ended and the warning still stands. Send the closing message.',
    } as Record<string, (span: string) => string>,
    askNobody: 'An analyst, a senior officer or a public officer drafts what follows. A second person releases it.',
    pending: (n: number) => `Edition ${n} is drafted and not released. It goes out when a second person releases it.`,
    next: { extend: 'Extend the window', all_clear: 'Give the all-clear', cancel: 'Cancel it', update: 'Update or correct it', any: 'Draft the next edition' } as Record<string, string>, older: 'Earlier editions', language: 'Language',
  },
  delivery: {
    title: 'Deliveries', none: 'Nothing has gone out.', receipt: 'Receipt to print',
    standing: {
      queued: 'queued', attempting: 'attempting', accepted: 'accepted', delivered: 'delivered', seen: 'seen', acknowledged: 'acknowledged',
      refused: 'refused', unreachable: 'unreachable', stopped: 'stopped',
    } as Record<string, string>,
    means: {
      queued: 'Waiting for an attempt.', attempting: 'An attempt is on its way.',
      accepted: 'The next machine took it. Whether it arrived nobody knows.', delivered: 'It is at the recipient’s own end point. Nobody is known to have read it.',
      seen: 'Somebody opened it. Who, is not known.', acknowledged: 'An identified person said so.',
      refused: 'The recipient declined. The next contact is due.', unreachable: 'No contact took it. A person must take over.',
      stopped: 'A later edition took its place before it went out.',
    } as Record<string, string>,
    sum: (n: number, of: number) => `${n} of ${of} acknowledged`, ladder: 'Evidence', settled: (n: number) => `Show ${n} that ${n === 1 ? 'is' : 'are'} settled`,
    missing: (role: string) => `Nobody who was told has the role ${role}, which the regime requires.`, missingTitle: 'Not told',
    late: (span: string) => `Acknowledgement overdue ${span}`, left: (span: string) => `Acknowledgement due in ${span}`,
    attempts: (n: number) => many(n, 'attempt'), contact: 'Contact', next: (at: string) => `Next attempt ${at}`, noReport: 'no answer yet',
    readBack: 'Read back', who: (who: string, capacity: string) => `${who}, ${capacity}`, isLate: 'after the window', unasked: 'No acknowledgement asked for',
    listed: (n: number, of: number) => `${n.toLocaleString('en')} of ${of.toLocaleString('en')} are listed, first those that a person must see to.`,
    overdue: (n: number) => `${n} overdue`, tierIn: (tier: string, edition: number) => `${tier} tier, edition ${edition}`,
    outcome: {
      accepted: 'accepted', delivered: 'delivered', failed_for_now: 'failed for now', failed_for_good: 'failed for good', unknown: 'outcome not known',
    } as Record<string, string>,
    back: { target: 'Target', window: 'Window', action: 'Action' } as Record<string, string>, verified: (at: string) => `verified ${at}`, unverified: 'never verified',
    declined: 'Declined', declinedBy: (who: string, at: string) => `${who}, ${at}`,
  },
  response: {
    title: 'Responses', none: 'Nobody has answered yet.', rejections: 'Rejected', disputes: 'Disputed', measures: 'Protective measures', tasks: 'Tasks',
    questions: 'Questions', in: (source: string) => `In: ${source}`, ground: (word: string) => `The dispute: ${word}`, answer: 'Answer from the record',
    unanswered: 'No answer yet', given: 'What the record shows that it was given', told: (n: number) => `told in entry ${n}`,
    acknowledgedIn: (n: number) => `acknowledged in entry ${n}`, notAcknowledged: 'not acknowledged', lifted: (who: string, at: string) => `Lifted by ${who}, ${at}`,
    more: {
      questions: (n: number) => `Show ${many(n, 'answered question')}`, disputes: (n: number) => `Show ${many(n, 'answered dispute')}`,
      tasks: (n: number) => `Show ${many(n, 'completed task')}`, measures: (n: number) => `Show ${many(n, 'lifted measure')}`,
    },
    stands: 'in place', verified: (who: string) => `verified by ${who}`, unverified: 'not verified', done: 'done', due: 'due', open: 'open', late: 'overdue',
    underThreat: 'while the threat was open', briefings: 'Front line briefed', briefed: (who: string) => `Told: ${who}`, write: 'Write down what somebody said or did',
  },
  claims: {
    title: 'Claims side by side', note: 'Each figure is what one source said at one time. None replaces another.', none: 'No claim has been recorded.',
    subject: 'Subject', asOf: 'as of',
  },
  timeline: {
    title: 'Timeline', step: 'Step through the entries', list: 'The same as a list', entry: (n: number) => `Entry ${n}`,
    scale: 'Every entry has room; long gaps are shortened and named.', gap: (span: string) => `${span} later`, by: (name: string) => `by ${name}`,
  },
  recipients: {
    title: 'Recipients', none: 'Nobody is registered yet. Register whoever may have to be told.', name: 'Name', tier: 'Narrowest tier', roles: 'Roles',
    languages: 'Languages', contacts: 'Contacts, in the order in which they are tried', places: 'Places', noRole: 'no role', noPlace: 'no place', stays: (n: number) => many(n, 'stay'),
    find: 'Find by name, role, group or contact', found: (n: number, of: number) => `${n} of ${many(of, 'recipient')}`, more: (n: number) => `${n} more. Find them by name.`,
    sort: { person: 'person', organisation: 'organisation', venue: 'venue', system: 'system' } as Record<string, string>,
    channel: {
      webhook: 'webhook', email: 'e-mail', sms: 'text message', web_push: 'push message', mqtt: 'MQTT', person: 'a person of ours', hub: 'another hub', apprise: 'Apprise',
    } as Record<string, string>,
  },
  record: {
    title: 'The record', size: (n: number) => many(n, 'entry', 'entries'), about: 'No entry is ever rewritten or taken out; where something was erased, a mark of it stays. Entries are numbered from 0.',
    checkpoint: 'Newest signed checkpoint', noCheckpoint: 'No checkpoint has been signed yet.', sign: 'The size, the root over all entries, and the signature of the hub. Whoever keeps a copy can prove later that nothing was rewritten.',
    entry: (n: number) => `Entry ${n}`, number: 'Number of the entry', show: 'Show the entry', before: 'The entry before', after: 'The next entry', stored: 'As it is stored', range: (n: number) => `A whole number from 0 to ${n}.`,
    kind: 'Kind', at: 'At', actor: 'By', case: 'Case',
    prove: 'Prove this entry to somebody who may not see the rest', proveHow: 'Choose what is shown. Nothing else of the entry can be read from the file, and what you hand out cannot be called back.',
    check: 'Where such a file is checked', shown: 'What is shown', proof: 'Download the proof', nothing: 'Choose at least one field.',
  },
  form: {
    cancel: 'Cancel', sending: 'Sending…', done: (n: number) => `Recorded as entry ${n}.`, optional: 'optional', refused: 'The hub refused this',
    empty: (label: string) => `Fill in: ${label}`, choose: (label: string) => `Choose: ${label}`, pick: 'Choose one', utc: 'UTC',
    find: 'Find by name', add: (text: string) => `Add “${text}” by its short name`, rest: (n: number) => `${n} more. Find them by name.`,
    offline: 'The hub did not answer. Nothing is lost: send it again, and it is recorded once.', confirm: 'Confirm this first.',
  },
};
