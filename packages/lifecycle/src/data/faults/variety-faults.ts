import { formatNumber, formatShare } from '@tend/protocol/number-format';
import { cellAt } from '@tend/table';
import { countOf, type Fault } from './fault.ts';
import type { Profile } from './profile.ts';

const nearlyAll = 0.99;
const leastRows = 20;
/** Rarer than one row in a thousand, or than this many rows. */
const [tinyShare, tinyCount] = [0.001, 5];
const mostCategories = 1000;

/** One value only, nearly one value, a different value in every row, or categories too small to learn from. */
export function varietyFaults(profile: Profile): readonly Fault[] {
  const { column, known, rowCount, leading, hasOneValue, isAllDistinct, mayQuote } = profile;
  const subject = column.name;
  if (known < leastRows) return [];
  const shareOf = (count: number) => count / rowCount;
  if (hasOneValue) {
    const message = `"${subject}" has one value only${mayQuote ? `, ${show(profile)},` : ''} in ${countOf(known, 'row')}`;
    return [{ kind: 'constant column', subject, message, count: known, share: shareOf(known), severity: 'warn' }];
  }
  if (leading !== undefined && leading.count >= nearlyAll * known) {
    const { count } = leading;
    const message = `"${subject}" ${mayQuote ? `is ${show(profile)}` : 'has one value'} in ${formatShare(count / known)} of its values; ${formatNumber(known - count)} of ${formatNumber(known)} differ`;
    return [{ kind: 'near-constant column', subject, message, count, share: shareOf(count), severity: 'info' }];
  }
  if (isAllDistinct && (column.kind === 'text' || column.kind === 'integer')) {
    const message = `"${subject}" has a different value in each of ${countOf(known, 'row')}, as an identifier has: nothing can be learned from it`;
    return [{ kind: 'identifier', subject, message, count: known, share: shareOf(known), severity: 'info' }];
  }
  return tinyCategories(profile);
}

/** Only of columns that are categories: texts that mostly occur once are free text. */
function tinyCategories({ column, known, rowCount, counts }: Profile): readonly Fault[] {
  let [distinct, tiny, count] = [0, 0, 0];
  for (const own of counts ?? []) {
    if (own === 0) continue;
    distinct++;
    if (own >= Math.max(tinyCount, tinyShare * known)) continue;
    tiny++;
    count += own;
  }
  if (tiny === 0 || distinct > mostCategories || distinct > known / 10) return [];
  const subject = column.name;
  const message = `${formatNumber(tiny)} of ${countOf(distinct, 'category')} of "${subject}" ${tiny === 1 ? 'is' : 'are'} tiny, ${countOf(count, 'row')} of ${formatNumber(known)} together`;
  return [{ kind: 'tiny categories', subject, message, count, share: count / rowCount, severity: 'info' }];
}

/** The leading value as a person writes it. */
function show({ column, leading }: Profile): string {
  if (column.kind === 'text') return JSON.stringify(leading?.value);
  return String(cellAt({ ...column, values: Float64Array.of(Number(leading?.value)) }, 0));
}
