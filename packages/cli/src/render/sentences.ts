import type { AlarmSummary, ApprovalSummary, WaiverSummary } from '@tend/protocol';
import { personName } from './names.ts';

export function waiverSentence(waiver: WaiverSummary): string {
  const until = waiver.isExpired ? `EXPIRED ${waiver.until}` : `until ${waiver.until}`;
  return `${waiver.criterion}, by ${waiver.person}, ${until}: ${waiver.reason}`;
}

/** `mara (claimed), duties not separated`. */
export function approvalText(approval: ApprovalSummary): string {
  const verb = approval.decision === 'reject' ? 'rejected by ' : '';
  const duties = approval.isSeparate ? '' : ', duties not separated';
  const voided = approval.voided === null ? '' : `, void: ${approval.voided}`;
  return `${verb}${personName(approval.person, approval.knownBy)}${duties}${voided}`;
}

export function alarmSentence(alarm: AlarmSummary): string {
  const window = alarm.window === null ? '' : ` (${alarm.window})`;
  return `${alarm.kind}, ${alarm.subject}${window}: ${alarm.message}`;
}
