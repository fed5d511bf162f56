import { formatNumber } from '@tend/protocol/number-format';
import { countOf, type Fault, type Profile } from './fault.ts';

/** How people spell "no value", in small letters without blanks around. */
const missingSpellings: ReadonlySet<string> = new Set([
  ...['', '-', '--', '---', '?', '??', '.', '*', '#n/a', 'n/a', 'n.a.', 'n.a', 'na', 'nan', 'nil', 'null', 'none'],
  ...['missing', 'not available', 'not applicable', 'not known', 'unknown', 'unk', 'undefined', 'unspecified', 'tbd'],
  ...['#null!', '#value!', '#ref!', '#div/0!', '<na>', '(null)', '(blank)', 'no data', 'not reported', 'not recorded'],
]);

/** Texts that may mean "missing", have blanks around, or differ from another only by case and blanks. */
export function spellingFaults({ column, known, rowCount, values }: Profile): readonly Fault[] {
  if (column.kind !== 'text') return [];
  const subject = column.name;
  const faults: Fault[] = [];
  const groups = new Map<string, { readonly text: string; readonly count: number }[]>();
  let [strays, strayExample] = [0, ''];
  for (const { value, count } of values) {
    const text = String(value);
    const plain = text.trim().toLowerCase();
    if (missingSpellings.has(plain)) {
      const message = `${JSON.stringify(text)} stands in "${subject}" ${countOf(count, 'time')} of ${formatNumber(known)}: a value, or a spelling of missing?`;
      faults.push({ kind: 'suspected missing', subject, message, count, share: count / rowCount, severity: 'info' });
    }
    if (text !== text.trim()) {
      strayExample ||= text;
      strays += count;
    }
    const key = plain.replace(/\s+/g, ' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [{ text, count }]);
    else group.push({ text, count });
  }
  if (strays > 0) {
    const message = `${countOf(strays, 'value')} of ${formatNumber(known)} in "${subject}" ${strays === 1 ? 'has' : 'have'} blanks around, such as ${JSON.stringify(strayExample)}`;
    faults.push({ kind: 'stray blanks', subject, message, count: strays, share: strays / rowCount, severity: 'warn' });
  }
  const variants = [...groups.values()].filter((group) => group.length > 1);
  const [worst] = variants;
  if (worst !== undefined) {
    // The most frequent spelling of each group is taken as the right one.
    const count = variants.reduce((sum, group) => sum + group.slice(1).reduce((s, value) => s + value.count, 0), 0);
    const shown = worst.slice(0, 3).map(({ text, count: n }) => `${JSON.stringify(text)} (${formatNumber(n)})`);
    const more = variants.length === 1 ? '' : ` and ${countOf(variants.length - 1, 'group')} more`;
    const message = `"${subject}" spells one value differently: ${shown.join(', ')}${more}; ${countOf(count, 'row')} of ${formatNumber(known)}`;
    faults.push({ kind: 'inconsistent spelling', subject, message, count, share: count / rowCount, severity: 'warn' });
  }
  return faults;
}
