// Which actions are offered to which role. The hub decides; this only keeps the page quiet.
// The same table as src/flow/record/authority.cpp; may.test.ts compares them.
import type { Role } from './types';

const analysts: Role[] = ['analyst', 'senior_officer'];
const senior: Role[] = ['senior_officer'];
const drafters: Role[] = [...analysts, 'public_officer'];
const registrars: Role[] = ['analyst', 'public_officer', 'administrator'];
const hearers: Role[] = ['recipient', 'deliverer', 'analyst'];
const staff: Role[] = [...analysts, 'releaser', 'deliverer', 'public_officer', 'arbiter'];

export const table: Record<string, Role[]> = {
  receive_report: ['reporter', ...analysts],
  hear_alert: ['reporter', 'analyst', 'administrator'],
  report_alert: ['reporter', ...analysts],
  close_report: analysts,
  discredit_report: analysts,
  open_case: analysts,
  join_report: analysts,
  hand_over_case: analysts,
  add_target: analysts,
  resolve_target: analysts,
  reopen_target: analysts,
  add_facet: analysts,
  record_claim: drafters,
  close_case: senior,
  assess_threshold: analysts,
  decide_to_warn: senior,
  propose_waiver: analysts,
  approve_waiver: senior,
  delay_decision: senior,
  decide_below_threshold: senior,
  draft_warning: drafters,
  draft_edition: drafters,
  answer_check: ['senior_officer', 'releaser', 'public_officer'],
  release_warning: ['releaser', 'senior_officer'],
  name_disposition: senior,
  review_warning: drafters,
  excuse_role: senior,
  count_thread: ['senior_officer', 'arbiter'],
  register_recipient: registrars,
  register_recipients: registrars,
  retire_recipient: registrars,
  verify_contact: ['deliverer', ...registrars],
  take_over_delivery: ['deliverer', ...analysts],
  acknowledge: ['recipient', 'deliverer', ...analysts],
  acknowledge_signed: ['recipient', 'deliverer', ...analysts],
  register_key: ['recipient', ...registrars],
  withdraw_key: ['recipient', 'administrator', ...analysts],
  see_warning: ['recipient', 'deliverer'],
  refuse_warning: ['recipient', 'deliverer', ...analysts],
  reject_warning: drafters,
  dispute_warning: ['recipient', ...drafters],
  answer_dispute: ['arbiter', 'senior_officer'],
  ask_question: hearers,
  answer_question: analysts,
  report_measure: hearers,
  lift_measure: hearers,
  brief_front_line: hearers,
  open_task: staff,
  complete_task: staff,
  read_cases: [...staff, 'auditor'],
  read_alerts: ['reporter', ...staff, 'auditor', 'administrator'],
  read_reports: ['reporter', ...staff, 'auditor'],
  read_watch: [...staff, 'auditor'],
  read_record: ['auditor', 'senior_officer'],
  read_recipients: [...staff, 'auditor', 'administrator'],
  read_deliveries: ['recipient'],
};

export function may(role: Role | undefined, command: string): boolean {
  return role !== undefined && (table[command]?.includes(role) ?? false);
}
