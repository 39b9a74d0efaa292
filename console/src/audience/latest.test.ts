import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { latest, pause } from './latest';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function desk() {
  const open: { question: string; answer: (text: string) => void; fail: (why: Error) => void; signal: AbortSignal }[] = [];
  const heard: unknown[] = [];
  const one = latest<string, string>({
    send: (question, signal) => new Promise((answer, fail) => void open.push({ question, answer, fail, signal })),
    hear: (news) => void (!news.isAsking && heard.push(news.answer ?? news.failure ?? 'nothing')),
  });
  return { open, heard, one };
}

it('what_is_asked_in_a_hurry_is_sent_once_after_the_pause', async () => {
  const { open, one } = desk();
  for (const text of ['a', 'ab', 'abc']) {
    one.ask(text);
    await vi.advanceTimersByTimeAsync(pause - 1);
  }
  expect(open).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(open.map((sent) => sent.question)).toEqual(['abc']);
});

it('an_older_answer_that_comes_later_is_not_heard', async () => {
  const { open, heard, one } = desk();
  one.ask('old');
  await vi.advanceTimersByTimeAsync(pause);
  one.ask('new');
  await vi.advanceTimersByTimeAsync(pause);
  open[1]!.answer('NEW');
  open[0]!.answer('OLD');
  await vi.advanceTimersByTimeAsync(0);
  expect([heard, open[0]!.signal.aborted]).toEqual([['NEW'], true]);
});

it('a_failure_of_the_newest_question_is_heard_and_of_an_older_one_is_not', async () => {
  const { open, heard, one } = desk();
  one.ask('old');
  await vi.advanceTimersByTimeAsync(pause);
  one.ask('new');
  open[0]!.fail(new Error('aborted'));
  await vi.advanceTimersByTimeAsync(pause);
  open[1]!.fail(new Error('refused'));
  await vi.advanceTimersByTimeAsync(0);
  expect(heard).toEqual([new Error('refused')]);
});

it('the_same_question_is_asked_once_and_nothing_is_asked_any_more_when_there_is_none', async () => {
  const { open, heard, one } = desk();
  one.ask('same');
  await vi.advanceTimersByTimeAsync(pause);
  one.ask('same');
  await vi.advanceTimersByTimeAsync(pause);
  expect(open.length).toBe(1);
  one.ask(undefined);
  open[0]!.answer('late');
  await vi.advanceTimersByTimeAsync(pause);
  expect(heard).toEqual(['nothing']);
});
