import type { DataCheck } from '@tend/protocol';
import { canonicalJson } from '@tend/table';
import type { Ports } from '../ports.ts';
import { digestText } from '../record/record.ts';
import { columnsOfCheck } from './describe-check.ts';

/**
 * The name of a check, its columns, and eight digits of a digest over what it asks: the same in every taking, whoever
 * answers for it and however severe it is.
 */
export function checkIdOf(ports: Pick<Ports, 'sha256' | 'utf8'>, check: DataCheck): string {
  const { severity: _severity, owner: _owner, ...asked } = check;
  const digest = digestText(ports, canonicalJson(asked)).slice(0, 8);
  return [check.expect, ...columnsOfCheck(check), digest].join(' ');
}
