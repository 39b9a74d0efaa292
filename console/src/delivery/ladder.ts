// The evidence that somebody was reached, from weak to strong. Each rung says no more than what is known.
import type { Delivery, DeliveryStanding } from '../api/types';

export const rungs = ['queued', 'accepted', 'delivered', 'seen', 'acknowledged'] as const;
export type Rung = (typeof rungs)[number];

export interface Step {
  rung: Rung;
  /** reached: there is an entry for it. passed: a later rung was reached and this one was never reported. ahead: not yet. */
  state: 'reached' | 'passed' | 'ahead';
  at?: string;
  is_now: boolean;
}
export interface Ladder {
  steps: Step[];
  /** Where the ladder was left without an acknowledgement, and nothing more happens by itself. */
  broken?: 'refused' | 'unreachable' | 'stopped';
}

const height: Record<DeliveryStanding, number> = {
  queued: 0, attempting: 0, accepted: 1, delivered: 2, seen: 3, acknowledged: 4, refused: -1, unreachable: -1, stopped: -1,
};

export function ladder(delivery: Delivery): Ladder {
  const times = new Map<string, string>([['queued', delivery.entry.at]]);
  for (const move of delivery.moves) if (!times.has(move.to)) times.set(move.to, move.entry.at);
  const climbed = delivery.moves.map((move) => height[move.to]);
  const top = Math.max(0, height[delivery.standing], ...climbed);
  const steps = rungs.map((rung, index): Step => {
    const at = times.get(rung);
    const state = index > top ? 'ahead' : at || index === top ? 'reached' : 'passed';
    return { rung, state, at, is_now: index === top };
  });
  const isBroken = height[delivery.standing] < 0;
  return { steps, broken: isBroken ? (delivery.standing as Ladder['broken']) : undefined };
}

/** "30m", "2h", "1h30m" as milliseconds. */
export function duration(text: string): number {
  const units: Record<string, number> = { s: 1e3, m: 6e4, h: 36e5, d: 864e5 };
  return [...text.matchAll(/(\d+)([smhd])/g)].reduce((sum, [, n, unit]) => sum + Number(n) * (units[unit!] ?? 0), 0);
}

/** When the acknowledgement was due, if one was asked for and is still missing. */
export function acknowledgementDue(delivery: Delivery): number | undefined {
  const within = delivery.planned.acknowledge_within;
  if (!within || delivery.standing === 'acknowledged' || delivery.standing === 'stopped') return undefined;
  return new Date(delivery.entry.at).getTime() + duration(within);
}

/** Those who need a person first: nothing reached them, then overdue, then the rest; the acknowledged come last. */
export function byNeed(now: number): (a: Delivery, b: Delivery) => number {
  const rank = (delivery: Delivery) => {
    if (['unreachable', 'refused'].includes(delivery.standing)) return 0;
    const due = acknowledgementDue(delivery);
    if (due !== undefined && due < now) return 1;
    return delivery.standing === 'acknowledged' ? 4 : delivery.standing === 'stopped' ? 3 : 2;
  };
  return (a, b) => rank(a) - rank(b) || height[a.standing] - height[b.standing] || a.entry.index - b.entry.index;
}

/** Nothing is left to do about it: it was acknowledged, a later edition took its place, or it arrived and nothing was asked back. */
export function isSettled({ standing, planned }: Delivery): boolean {
  if (standing === 'acknowledged' || standing === 'stopped') return true;
  return !planned.acknowledge_within && (standing === 'delivered' || standing === 'seen');
}
