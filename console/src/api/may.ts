// Which actions are offered to which role. The hub decides; this only keeps the page quiet.
import type { Role } from './types';

const officers: Role[] = ['analyst', 'senior_officer', 'releaser'];
const table: Record<string, Role[]> = {
  receive_report: ['reporter', 'deliverer', 'public_officer', ...officers],
  open_case: officers,
  join_report: officers,
  close_report: officers,
  add_target: officers,
  resolve_target: officers,
  add_facet: officers,
  record_claim: [...officers, 'public_officer'],
  assess_threshold: officers,
  decide_to_warn: ['analyst', 'senior_officer'],
  propose_waiver: ['analyst', 'senior_officer'],
  approve_waiver: ['senior_officer'],
  delay_decision: ['analyst', 'senior_officer'],
  decide_below_threshold: ['analyst', 'senior_officer'],
  draft_warning: ['analyst', 'senior_officer', 'public_officer'],
  answer_check: ['public_officer', ...officers],
  release_warning: ['releaser', 'senior_officer'],
  name_disposition: officers,
  acknowledge: ['deliverer', ...officers],
  take_over_delivery: ['deliverer', ...officers],
  answer_dispute: ['arbiter', 'senior_officer'],
  answer_question: officers,
  complete_task: ['deliverer', 'public_officer', ...officers],
  open_task: officers,
};

export function may(role: Role | undefined, command: string): boolean {
  return role !== undefined && (table[command]?.includes(role) ?? false);
}
