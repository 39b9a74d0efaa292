// Asks while somebody is still typing or drawing: after a pause, and only the answer to the newest question counts.

export const pause = 250;

export interface Latest<Question> {
  /** A question, or nothing any more. The same question twice in a row is asked once. */
  ask: (question: Question | undefined) => void;
  stop: () => void;
}

export interface Heard<Question, Answer> {
  send: (question: Question, signal: AbortSignal) => Promise<Answer>;
  /** Called once for every newest question: with nothing while it is on its way, then with the answer or the failure. */
  hear: (news: { isAsking: boolean; answer?: Answer; failure?: unknown }) => void;
}

export function latest<Question, Answer>({ send, hear }: Heard<Question, Answer>): Latest<Question> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let way: AbortController | undefined;
  let last: string | undefined;
  const drop = () => {
    clearTimeout(timer);
    way?.abort();
    way = undefined;
  };
  async function go(question: Question) {
    const mine = (way = new AbortController());
    try {
      const answer = await send(question, mine.signal);
      if (way === mine) hear({ isAsking: false, answer });
    } catch (failure) {
      if (way === mine) hear({ isAsking: false, failure });
    }
  }
  return {
    ask(question) {
      const text = question === undefined ? undefined : JSON.stringify(question);
      if (text === last) return;
      last = text;
      drop();
      if (question === undefined) return hear({ isAsking: false });
      hear({ isAsking: true });
      timer = setTimeout(() => void go(question), pause);
    },
    stop() {
      last = undefined;
      drop();
    },
  };
}
