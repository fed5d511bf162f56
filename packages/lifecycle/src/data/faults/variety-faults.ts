import { formatNumber, formatShare } from '@tend/protocol/number-format';
import { cellAt } from '@tend/table';
import { countOf, type Fault, type Profile } from './fault.ts';

const nearlyAll = 0.99;
const leastRows = 20;
/** Rarer than one row in a thousand, or than this many rows. */
const [tinyShare, tinyCount] = [0.001, 5];
const mostCategories = 1000;

/** One value only, nearly one value, a different value in every row, or categories too small to learn from. */
export function varietyFaults(profile: Profile): readonly Fault[] {
  const { column, known, rowCount, values } = profile;
  const [subject, first] = [column.name, values[0]];
  if (known < leastRows || first === undefined) return [];
  const shareOf = (count: number) => count / rowCount;
  if (values.length === 1) {
    const message = `"${subject}" has one value only, ${show(profile)}, in ${countOf(known, 'row')}`;
    return [{ kind: 'constant column', subject, message, count: known, share: shareOf(known), severity: 'warn' }];
  }
  if (first.count >= nearlyAll * known) {
    const others = known - first.count;
    const message = `"${subject}" is ${show(profile)} in ${formatShare(first.count / known)} of its values; ${formatNumber(others)} of ${formatNumber(known)} differ`;
    return [
      {
        kind: 'near-constant column',
        subject,
        message,
        count: first.count,
        share: shareOf(first.count),
        severity: 'info',
      },
    ];
  }
  if (values.length === known && (column.kind === 'text' || column.kind === 'integer')) {
    const message = `"${subject}" has a different value in each of ${countOf(known, 'row')}, as an identifier has: nothing can be learned from it`;
    return [{ kind: 'identifier', subject, message, count: known, share: shareOf(known), severity: 'info' }];
  }
  return column.kind === 'text' ? tinyCategories(profile) : [];
}

/** Only of columns that are categories: texts that mostly occur once are free text. */
function tinyCategories({ column, known, rowCount, values }: Profile): readonly Fault[] {
  const tiny = values.filter(({ count }) => count < Math.max(tinyCount, tinyShare * known));
  if (tiny.length === 0 || values.length > mostCategories || values.length > known / 10) return [];
  const count = tiny.reduce((sum, value) => sum + value.count, 0);
  const subject = column.name;
  const message = `${formatNumber(tiny.length)} of ${countOf(values.length, 'category')} of "${subject}" ${tiny.length === 1 ? 'is' : 'are'} tiny, ${countOf(count, 'row')} of ${formatNumber(known)} together`;
  return [{ kind: 'tiny categories', subject, message, count, share: count / rowCount, severity: 'info' }];
}

/** The most frequent value as a person writes it. */
function show({ column, values }: Profile): string {
  const first = values[0]?.value;
  if (column.kind === 'text') return JSON.stringify(first);
  return String(cellAt({ ...column, values: Float64Array.of(Number(first)) }, 0));
}
