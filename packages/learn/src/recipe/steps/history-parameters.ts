import type { ColumnKind, Table } from '@tend/table';
import type { ParameterConstraint } from '../../parameters.ts';
import { malformed, readChoice, readFlag, readNumber } from '../read-json.ts';
import type { Block } from '../runner.ts';
import type { WorkingColumn } from '../working-column.ts';
import { noGroup } from './history-groups.ts';
import { firstFrom, historyIndex } from './history-index.ts';
import { millisecondsOf, type SpanUnit, spanUnitNames, spanUnits } from './time-units.ts';

/** What steps that look back have learnt: their inputs are the column looked at, the time, and the columns of the group. */
export interface LookBack {
  /** Whether the first input is a column whose values are looked at. */
  readonly hasValues: boolean;
  readonly unit: SpanUnit;
  /** In units: how long after its time an earlier row becomes known. */
  readonly delay: number;
}

const longest = 1e6;

/** The parameters of steps that look back. */
export const historyParameters: {
  readonly of: ParameterConstraint & { readonly type: 'text' };
  readonly time: ParameterConstraint & { readonly type: 'text' };
  readonly by: ParameterConstraint & { readonly type: 'texts'; readonly choices?: never };
  readonly unit: ParameterConstraint & { readonly type: 'choice'; readonly choices: typeof spanUnitNames };
  readonly delay: ParameterConstraint & { readonly type: 'number' };
} = {
  of: { type: 'text', default: '', description: 'The column whose earlier values are looked at.' },
  time: { type: 'text', default: '', description: 'The column that says when a row was.' },
  by: {
    type: 'texts',
    default: [],
    description: 'The columns that name the group: only rows with the same values count; a missing one has no group.',
  },
  unit: {
    type: 'choice',
    default: 'days',
    choices: spanUnitNames,
    description: 'Of spans of time; a day has 24 hours.',
  },
  delay: {
    type: 'number',
    default: 0,
    min: 0,
    max: longest,
    description: 'In units: rows this recent are not known yet and do not count.',
  },
};

export const lookBackKinds: readonly ColumnKind[] = ['number', 'integer', 'boolean', 'date', 'instant', 'text'];

/** The columns that the parameters name, in the order of the inputs. */
export function lookBackColumns({ of, time, by }: { of: string; time: string; by: readonly string[] }): string[] {
  return [...(of === '' ? [] : [of]), time, ...by];
}

/** What is wrong with the columns, if anything. */
export function lookBackIssue(
  { of, time, by }: { of: string; time: string; by: readonly string[] },
  inputs: readonly WorkingColumn[],
): string | undefined {
  if (new Set(inputs.map(({ name }) => name)).size !== inputs.length) return 'one column in two roles';
  const [values, when] = of === '' ? [undefined, inputs[0]] : inputs;
  if (when?.kind !== 'date' && when?.kind !== 'instant') return `no times in "${time}", of kind ${when?.kind}`;
  if (values !== undefined && !isNumeric(values)) return `no numbers in "${of}", of kind ${values.kind}`;
  return by.includes('') ? 'a column without a name' : undefined;
}

/** Reads these fields of stored JSON; MalformedModel for others. */
export function readLookBack(
  fields: Readonly<Record<string, unknown>>,
  path: string,
  inputs: readonly WorkingColumn[],
): LookBack {
  const hasValues = readFlag(fields.hasValues, `${path}.hasValues`);
  const [values, when] = hasValues ? inputs : [undefined, inputs[0]];
  if ((when?.kind !== 'date' && when?.kind !== 'instant') || (values !== undefined && !isNumeric(values)))
    throw malformed(
      `${path}.hasValues`,
      'a column of numbers if so, then one of times',
      inputs.map(({ kind }) => kind),
    );
  const delay = readNumber(fields.delay, `${path}.delay`);
  if (delay < 0 || delay > longest) throw malformed(`${path}.delay`, `a number from 0 to ${longest}`, delay);
  return { hasValues, unit: readChoice(fields.unit, `${path}.unit`, spanUnitNames), delay };
}

/**
 * For each row of the blocks the entries of its group that count: those strictly before the time of the row less the delay; undefined
 * where the row has no time or no group. What it gives is valid until the next call.
 */
export function lookBack(
  history: Table | undefined,
  inputs: readonly WorkingColumn[],
  { hasValues, unit, delay }: LookBack,
): (blocks: readonly Block[]) => (row: number) => Seen | undefined {
  const first = Number(hasValues);
  const time = inputs[first] as WorkingColumn;
  const by = inputs.slice(first + 1);
  const { starts, times, values, readerOf } = historyIndex(history, {
    of: hasValues ? inputs[0] : undefined,
    time,
    by,
  });
  const scale = millisecondsOf(time.kind);
  const late = delay * spanUnits[unit];
  return (blocks) => {
    const timeBlock = blocks[first];
    const groupOf = readerOf(blocks.slice(first + 1));
    // How many entries of each group counted when it was looked at last.
    const lasts = new Int32Array(starts.length);
    const seen = { times, values, at: 0, begin: 0, end: 0 };
    return (row) => {
      seen.at = (timeBlock?.type === 'numbers' ? (timeBlock.values[row] as number) : Number.NaN) * scale;
      if (Number.isNaN(seen.at)) return undefined;
      const group = groupOf(row);
      if (group === noGroup) return undefined;
      seen.begin = 0;
      seen.end = 0;
      if (group < 0) return seen;
      seen.begin = starts[group] as number;
      const stop = starts[group + 1] as number;
      seen.end = firstFrom(times, seen.at - late, seen.begin, stop, seen.begin + (lasts[group] as number));
      lasts[group] = seen.end - seen.begin;
      return seen;
    };
  };
}

/** What one row may look back on: the entries from `begin` to `end`, in the order of time. */
export interface Seen {
  /** Of all entries, milliseconds. */
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** The time of the row, milliseconds. */
  readonly at: number;
  readonly begin: number;
  readonly end: number;
}

/** ` by carrier and origin`, and the delay where there is one. */
export function describeLookBack(inputs: readonly WorkingColumn[], { hasValues, unit, delay }: LookBack): string {
  const by = inputs.slice(Number(hasValues) + 1).map(({ name }) => name);
  const group = by.length === 0 ? '' : ` by ${by.join(' and ')}`;
  return delay === 0 ? group : `${group}, known ${delay} ${unit} late`;
}

function isNumeric({ kind }: WorkingColumn): boolean {
  return kind === 'number' || kind === 'integer' || kind === 'boolean';
}
