import { type ColumnDrift, compareColumns } from '@tend/learn';
import type { ColumnDiff } from '@tend/protocol';
import { formatCount, formatNumber, formatShare } from '@tend/protocol/number-format';
import { type Cell, type Column, cellAt, changedCells, isMissing, type RowMatch } from '@tend/table';
import { differenceOf, differenceText } from './difference.ts';

/** What was found of one column before p-values are adjusted over all of them. */
export interface FoundChange {
  readonly column: string;
  readonly cells: Pick<ColumnDiff, 'changed' | 'appeared' | 'vanished' | 'examples'>;
  readonly compared: number;
  readonly drift: ColumnDrift;
  readonly difference: ColumnDiff['difference'];
  readonly values: ValueChange;
}

interface ValueChange {
  readonly fresh: number;
  readonly gone: number;
  /** The most frequent of each, where it stands often enough to say nothing about one person. */
  readonly freshest?: { readonly value: string; readonly count: number };
  readonly mostGone?: { readonly value: string; readonly count: number };
}

const examplesShown = 3;
/** Texts of at most so many values, each twice on average, are categories; others are more like names. */
const mostCategories = 1000;
const leastRows = 5;
/** Customary: from 0.1 some shift, from 0.25 a large one. */
const shiftFrom = 0.1;
const largeFrom = 0.25;
const alpha = 0.05;

/** Compares one column cell by cell (with a key) and as a whole. `isChanged` marks the matched rows whose cells differ. */
export function compareCells(
  before: Column,
  after: Column,
  match: RowMatch | undefined,
  labels: readonly Column[] | undefined,
): FoundChange & { readonly isChanged?: Uint8Array } {
  const whole = { column: after.name, ...wholeChange(before, after) };
  if (match === undefined)
    return { ...whole, compared: 0, cells: { changed: null, appeared: null, vanished: null, examples: [] } };
  const isChanged = changedCells(before, after, match);
  let [changed, appeared, vanished] = [0, 0, 0];
  const examples: ColumnDiff['examples'][number][] = [];
  for (let i = 0; i < isChanged.length; i++) {
    if (isChanged[i] === 0) continue;
    const [was, now] = [match.before[i] as number, match.after[i] as number];
    changed++;
    if (isMissing(before, was)) appeared++;
    if (isMissing(after, now)) vanished++;
    if (examples.length < examplesShown)
      examples.push({
        key: (labels ?? []).map((column) => spelled(cellAt(column, was))).join(', '),
        before: spelled(cellAt(before, was)),
        after: spelled(cellAt(after, now)),
      });
  }
  return { ...whole, compared: isChanged.length, cells: { changed, appeared, vanished, examples }, isChanged };
}

type WholeChange = Pick<FoundChange, 'drift' | 'difference' | 'values'>;

function wholeChange(before: Column, after: Column): WholeChange {
  if (isSameColumn(before, after)) return unchanged(after);
  const compared = compareColumns(before, after, { unit: after.name });
  return {
    drift: compared.drift,
    difference: differenceOf(compared.before, compared.after),
    values: valueChange(before, after),
  };
}

/** Whether both hold the same values in the same order: most columns of two takings do, and need no comparing. */
function isSameColumn(before: Column, after: Column): boolean {
  if (before.kind === 'text' || after.kind === 'text')
    return (
      before.kind === 'text' &&
      after.kind === 'text' &&
      before.dictionary.length === after.dictionary.length &&
      isSame(before.codes, after.codes) &&
      before.dictionary.every((value, code) => value === after.dictionary[code])
    );
  return isSame(before.values, after.values);
}

function isSame(before: Int32Array | Float64Array, after: Int32Array | Float64Array): boolean {
  if (before.length !== after.length) return false;
  for (let row = 0; row < before.length; row++) if (!Object.is(before[row], after[row])) return false;
  return true;
}

function unchanged(column: Column): WholeChange {
  const cells = column.kind === 'text' ? column.codes : column.values;
  let missing = 0;
  for (let row = 0; row < cells.length; row++) if (isMissing(column, row)) missing++;
  const share = cells.length === 0 ? 0 : missing / cells.length;
  return {
    drift: {
      column: column.name,
      kind: column.kind,
      n: cells.length,
      statistic: 0,
      pValue: 1,
      effect: 0,
      effectName: 'populationStabilityIndex',
      distance: 0,
      missingShareReference: share,
      missingShareWindow: share,
      unseenShare: 0,
    },
    difference: null,
    values: { fresh: 0, gone: 0 },
  };
}

/** The change as people read it. `pValue` is the one adjusted over all columns. */
export function describeChange(
  { column, cells, compared, drift, difference, values }: FoundChange,
  pValue: number,
): ColumnDiff {
  const isShift = pValue <= alpha && drift.effect >= shiftFrom;
  const factor = drift.likelyFactor;
  const sentences = [
    factor === undefined
      ? ''
      : `values are ${formatNumber(factor.factor)} times what they were${factor.conversion === undefined ? '' : ` (${factor.conversion.from} to ${factor.conversion.to}?)`}`,
    isShift && !isOfGaps(drift)
      ? `${drift.effect >= largeFrom ? 'a large shift' : 'some shift'} of the distribution${difference === null ? '' : `: ${differenceText(difference)}`} (stability index ${formatNumber(drift.effect)}, ${drift.kind === 'text' ? 'total variation' : 'Kolmogorov-Smirnov'} distance ${formatNumber(drift.distance)}, ${pText(pValue)})`
      : '',
    isMissingWorth(drift, isShift)
      ? `missing in ${formatShare(drift.missingShareWindow)} of the rows, ${formatShare(drift.missingShareReference)} before${isShift && isOfGaps(drift) ? ` (${pText(pValue)})` : ''}`
      : '',
    values.fresh === 0
      ? ''
      : `${formatCount(values.fresh, 'new value')}${values.freshest === undefined ? '' : `, above all ${JSON.stringify(values.freshest.value)} (${formatCount(values.freshest.count, 'row')})`}`,
    values.gone === 0
      ? ''
      : `${formatCount(values.gone, 'value')} gone${values.mostGone === undefined ? '' : `, above all ${JSON.stringify(values.mostGone.value)} (${formatCount(values.mostGone.count, 'row')} before)`}`,
    (cells.changed ?? 0) === 0 ? '' : cellsText(cells, compared),
  ].filter((sentence) => sentence !== '');
  return {
    column,
    message: sentences.join('; '),
    ...cells,
    missingShareBefore: drift.missingShareReference,
    missingShareAfter: drift.missingShareWindow,
    stabilityIndex: drift.effect,
    distance: drift.distance,
    pValue,
    isShift,
    newValues: values.fresh,
    vanishedValues: values.gone,
    difference,
    likelyFactor: factor?.factor ?? null,
  };
}

/** Whether there is anything to say of a column. */
export function isWorth({ message }: ColumnDiff): boolean {
  return message !== '';
}

/** Whether a shift comes from missing values alone: those that are present are spread as before. */
function isOfGaps(drift: ColumnDrift): boolean {
  return drift.distance < 0.05 && Math.abs(drift.missingShareWindow - drift.missingShareReference) >= 0.05;
}

function isMissingWorth({ missingShareReference, missingShareWindow }: ColumnDrift, isShift: boolean): boolean {
  const difference = Math.abs(missingShareWindow - missingShareReference);
  return difference >= 0.05 || (isShift && difference >= 0.01);
}

function cellsText({ changed, appeared, vanished }: FoundChange['cells'], compared: number): string {
  const parts = [
    (appeared ?? 0) > 0 ? `${formatNumber(appeared)} filled in` : '',
    (vanished ?? 0) > 0 ? `${formatNumber(vanished)} emptied` : '',
  ].filter((part) => part !== '');
  return `${formatCount(changed ?? 0, 'cell')} of ${formatCount(compared, 'matched row')} changed${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
}

function pText(pValue: number): string {
  return pValue < 0.001 ? 'p < 0.001' : `p = ${formatNumber(pValue)}`;
}

function spelled(cell: Cell): string {
  const text = cell === null ? 'missing' : String(cell);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function valueChange(before: Column, after: Column): ValueChange {
  if (before.kind !== 'text' || after.kind !== 'text') return { fresh: 0, gone: 0 };
  const was = countsOf(before);
  const now = countsOf(after);
  const isCategory = (counts: ReadonlyMap<string, number>, rows: number) =>
    counts.size <= mostCategories && 2 * counts.size <= rows;
  if (!isCategory(was, before.codes.length) || !isCategory(now, after.codes.length)) return { fresh: 0, gone: 0 };
  const fresh = [...now].filter(([value]) => !was.has(value));
  const gone = [...was].filter(([value]) => !now.has(value));
  const freshest = mostFrequent(fresh);
  const mostGone = mostFrequent(gone);
  return {
    fresh: fresh.length,
    gone: gone.length,
    ...(freshest !== undefined && { freshest }),
    ...(mostGone !== undefined && { mostGone }),
  };
}

function countsOf(column: Extract<Column, { kind: 'text' }>): Map<string, number> {
  const counts = new Int32Array(column.dictionary.length);
  for (const code of column.codes) if (code >= 0) counts[code] = (counts[code] as number) + 1;
  return new Map(
    column.dictionary.flatMap((value, code) => ((counts[code] ?? 0) > 0 ? [[value, counts[code] ?? 0]] : [])),
  );
}

function mostFrequent(
  values: readonly (readonly [string, number])[],
): { readonly value: string; readonly count: number } | undefined {
  const [best] = values.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return best === undefined || best[1] < leastRows ? undefined : { value: best[0], count: best[1] };
}
