import type { CodedOutcomes } from './function-evidence.ts';
import type { LeakTarget } from './leak-target.ts';

/** The outcomes of these rows, all known, as codes from 0; undefined for numbers. */
export function codedOutcomes(target: LeakTarget, rows: Int32Array): CodedOutcomes | undefined {
  if (target.type === 'number') return undefined;
  const codes = target.type === 'binary' ? target.y : target.codes;
  const own = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) own[i] = codes[rows[i] as number] ?? 0;
  return { rows, codes: own };
}
