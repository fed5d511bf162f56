import type { RejectedRow } from '@tend/lifecycle';
import { Problem } from '@tend/protocol';
import { countText } from '@tend/table';
import type { FaultText } from './record-fault.ts';

/** A row that is set aside. */
export interface Fault extends FaultText {
  /** Place of its input among all. */
  readonly input: number;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The column whose cell misfits, and the character of the line at which the cell starts, from 1. */
  readonly cell?: { readonly name: string; readonly character: number; readonly row: number };
  /** The row as it stands in the input. */
  readonly text: string;
  /** The line as it stands in the input. */
  readonly lineText: string;
}

/** Collects the rows that are set aside, and judges whether they are too many. */
export interface FaultLog {
  readonly count: number;
  /** Whether the text of a further fault is wanted: of the first, and of as many as may be set aside. */
  readonly wantsText: boolean;
  add(fault: Fault): void;
  /** Counts a fault whose text nobody will see. */
  tally(): void;
  /** TND-1201 for the first fault where more rows were set aside than may be. */
  judge(rowCount: number): void;
  rejected(): readonly RejectedRow[];
}

/** Rows beyond this say that the whole file is another than was meant, whatever share of it they are. */
const mostFaults = 100_000;
/** Faults are not found in the order of the file: enough are kept to tell the first. */
const fewestKept = 1000;
const [longestText, longestLine] = [4096, 400];

/** `maxRejected` is a share such as `0.1%`, or a count. */
export function faultLog(maxRejected: string | number): FaultLog {
  const share = typeof maxRejected === 'string' ? Number(maxRejected.replace(/%$/, '')) / 100 : undefined;
  const most = typeof maxRejected === 'number' ? Math.min(maxRejected, mostFaults) : share === 0 ? 0 : mostFaults;
  const mostKept = Math.max(most, fewestKept);
  const faults: Fault[] = [];
  let count = 0;
  const inOrder = (): readonly Fault[] => faults.sort((a, b) => a.input - b.input || a.line - b.line);
  const refuse = (): never => {
    const [first] = inOrder();
    if (first === undefined) throw new RangeError('no fault to report');
    throw problemOf(first, count, maxRejected);
  };
  const raise = (): void => {
    count++;
    if (count > mostFaults) refuse();
  };
  return {
    get count() {
      return count;
    },
    get wantsText() {
      return faults.length <= mostKept;
    },
    add(fault) {
      faults.push({ ...fault, text: cut(fault.text, longestText), lineText: cut(fault.lineText, longestLine) });
      raise();
    },
    tally: raise,
    judge(rowCount) {
      const allowed = share === undefined ? Number(maxRejected) : share * (rowCount + count);
      if (count > allowed) refuse();
    },
    rejected: () =>
      inOrder().map(({ file, line, cell, expected, came, text }) => ({
        file,
        line,
        ...(cell !== undefined && { column: cell.name }),
        expected,
        came,
        text,
      })),
  };
}

function problemOf(fault: Fault, count: number, maxRejected: string | number): Problem {
  const { message, expected, came, next, file, line, cell, lineText } = fault;
  const others = count > mostFaults ? `at least ${countText(count)} rows` : `${countText(count)} rows`;
  const allowed = [0, '0%'].includes(maxRejected) ? '' : `, and data.maxRejected allows ${maxRejected}`;
  return new Problem('TND-1201', {
    message: count === 1 ? message : `${message}; in all ${others} do not fit${allowed}`,
    expected,
    came,
    next: [...next],
    place: { file, line, ...(cell !== undefined && { column: cell.character }), text: lineText },
    facts: { faults: count, ...(cell !== undefined && { column: cell.name, row: cell.row }) },
  });
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
