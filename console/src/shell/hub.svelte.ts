// What every page shares: who is signed in, the hub's clock, and whether news arrive.
import * as api from '../api/client';
import { Problem } from '../api/client';
import { may } from '../api/may';
import type { Me } from '../api/types';

export interface News { index: number; at: string; kind: string; case_id?: string }

class Hub {
  me = $state<Me | undefined>();
  standing = $state<'asking' | 'out' | 'in'>('asking');
  link = $state<'waiting' | 'live' | 'lost'>('waiting');
  /** The hub's own time, running: a drill may be years away from the clock on the wall. */
  now = $state(Date.now());

  #away = 0;
  #source: EventSource | undefined;
  #listeners = new Set<(news: News | undefined) => void>();

  constructor() {
    if (typeof window !== 'undefined') setInterval(() => (this.now = Date.now() + this.#away), 1000);
  }

  setClock(now: string): void {
    this.#away = new Date(now).getTime() - Date.now();
    this.now = Date.now() + this.#away;
  }

  async recognise(): Promise<void> {
    try {
      this.enter(await api.me());
    } catch {
      this.standing = 'out';
    }
  }

  async signIn(token: string): Promise<void> {
    this.enter(await api.signIn(token));
  }

  async signOut(): Promise<void> {
    await api.signOut().catch(() => undefined);
    this.leave();
  }

  enter(me: Me): void {
    this.me = me;
    this.standing = 'in';
    // Who may not watch gets no news either, and hears nothing of a connection.
    if (may(me.role, 'read_watch')) this.#listen();
  }

  leave(): void {
    this.#source?.close();
    this.#source = undefined;
    this.me = undefined;
    this.standing = 'out';
  }

  /** Calls back for each new entry, and with nothing after the link was lost and found. Returns how to stop. */
  onNews(listener: (news: News | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #listen(): void {
    this.#source?.close();
    const source = new EventSource('/api/v1/events');
    this.#source = source;
    source.addEventListener('open', () => {
      const wasLost = this.link === 'lost';
      this.link = 'live';
      if (wasLost) this.#tell(undefined);
    });
    source.addEventListener('error', () => {
      this.link = 'lost';
      // A closed source does not try again by itself.
      if (source.readyState === EventSource.CLOSED && this.#source === source) setTimeout(() => this.me && this.#listen(), 5000);
    });
    source.addEventListener('entry', (event) => this.#tell(JSON.parse((event as MessageEvent<string>).data) as News));
  }

  #tell(news: News | undefined): void {
    for (const listener of this.#listeners) listener(news);
  }
}

export const hub = new Hub();

/** Something read from the hub, read again when news arrive; the last good answer stays while a newer one is fetched. */
export class Reading<T> {
  value = $state<T | undefined>();
  problem = $state<Problem | undefined>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly read: () => Promise<T>,
    private readonly concerns: (news: News) => boolean = () => true,
  ) {}

  refresh = async (): Promise<void> => {
    try {
      const value = await this.read();
      const now = (value as { now?: string } | undefined)?.now;
      if (now) hub.setClock(now);
      this.value = value;
      this.problem = undefined;
    } catch (error) {
      this.problem = error instanceof Problem ? error : new Problem(0, String(error));
      if (this.problem.status === 401) hub.leave();
    }
  };

  /** Requires: called once, from an effect; returns how to stop. */
  follow(): () => void {
    void this.refresh();
    const stop = hub.onNews((news) => {
      if (news && !this.concerns(news)) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(this.refresh, 250);
    });
    const poll = setInterval(() => hub.link === 'lost' && void this.refresh(), 15_000);
    return () => {
      stop();
      clearInterval(poll);
      clearTimeout(this.#timer);
    };
  }
}
