// Which shape and colour a word of the hub has. The word always stands beside it.
import type { DecisionStanding, DeliveryStanding, Threat, WarningStanding } from '../api/types';
import type { Tone } from './Sign.svelte';

export const threatTone: Record<Threat, Tone> = {
  open: 'soon', contained: 'note', disproved: 'good', removed: 'good', event_over: 'quiet', transferred: 'quiet',
};
export const warningTone: Record<WarningStanding, Tone> = { drafted: 'quiet', active: 'note', unattended: 'overdue', ended: 'good' };
export const decisionTone: Record<DecisionStanding, Tone> = {
  due: 'soon', warn: 'note', waived: 'held', delayed: 'soon', below_threshold: 'quiet',
};
export const deliveryTone: Record<DeliveryStanding, Tone> = {
  queued: 'quiet', attempting: 'quiet', accepted: 'quiet', delivered: 'note', seen: 'note', acknowledged: 'good',
  refused: 'overdue', unreachable: 'overdue', stopped: 'held',
};
