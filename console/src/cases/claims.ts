// Claims on one subject stand together; none overwrites another.
import type { Claim } from '../api/types';

export interface Subject { subject: string; claims: Claim[] }

/** Subjects in the order in which they were first claimed, each with all its claims by the time they speak of. */
export function bySubject(claims: Claim[]): Subject[] {
  const found = new Map<string, Claim[]>();
  for (const claim of claims) {
    const list = found.get(claim.recorded.subject) ?? [];
    list.push(claim);
    found.set(claim.recorded.subject, list);
  }
  return [...found].map(([subject, list]) => ({
    subject,
    claims: list.sort((a, b) => a.recorded.as_of.localeCompare(b.recorded.as_of) || a.entry.index - b.entry.index),
  }));
}
