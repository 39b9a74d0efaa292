// What is due, in the order in which a tired person needs it.
import type { Deadline } from '../api/types';

const parts: Record<string, string> = {
  decide: 'decisions', approve_waiver: 'decisions', acknowledgement: 'deliveries', missing_role: 'deliveries', task: 'responses', question: 'responses',
};
/** The part of the case page where something is done about it. */
export const partOf = (deadline: Deadline) => parts[deadline.what] ?? 'warnings';

export interface Due { overdue: Deadline[]; next: Deadline[]; hub: Deadline[] }

/** The hub's own deadlines are apart: nobody has to do anything about them. Time may have passed since the answer was made. */
export function sorted(deadlines: Deadline[], now: number): Due {
  const at = (deadline: Deadline) => new Date(deadline.due).getTime();
  const rising = [...deadlines].sort((a, b) => at(a) - at(b));
  const people = rising.filter((deadline) => deadline.what !== 'end_window');
  const isOverdue = (deadline: Deadline) => deadline.is_overdue || at(deadline) <= now;
  return {
    overdue: people.filter(isOverdue),
    next: people.filter((deadline) => !isOverdue(deadline)),
    hub: rising.filter((deadline) => deadline.what === 'end_window' && at(deadline) > now),
  };
}
