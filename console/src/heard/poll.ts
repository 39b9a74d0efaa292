// How it goes with feeds is no entry, and some roles hear no news at all: what is shown is read again all the same.
import type { Reading } from '../shell/hub.svelte';

const every = 15_000;

/** Requires: called once, from an effect; returns how to stop. */
export function followAndPoll<T>(reading: Reading<T>): () => void {
  const stop = reading.follow();
  const timer = setInterval(() => document.visibilityState === 'visible' && void reading.refresh(), every);
  return () => {
    stop();
    clearInterval(timer);
  };
}
