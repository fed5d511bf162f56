import { formatNumber } from '@tend/protocol/number-format';
import type { TextColumn } from '@tend/table';
import { countOf, type Fault } from './fault.ts';
import type { Profile } from './profile.ts';

/** How people spell "no value", in small letters without blanks around. */
const missingSpellings: ReadonlySet<string> = new Set([
  ...['', '-', '--', '---', '?', '??', '.', '*', '#n/a', 'n/a', 'n.a.', 'n.a', 'na', 'nan', 'nil', 'null', 'none'],
  ...['missing', 'not available', 'not applicable', 'not known', 'unknown', 'unk', 'undefined', 'unspecified', 'tbd'],
  ...['#null!', '#value!', '#ref!', '#div/0!', '<na>', '(null)', '(blank)', 'no data', 'not reported', 'not recorded'],
]);
const longestSpelling = Math.max(...[...missingSpellings].map((spelling) => spelling.length));

/** Texts that may mean "missing", have blanks around, or differ from another only by case and blanks. */
export function spellingFaults({ column, known, rowCount, counts, mayQuote }: Profile): readonly Fault[] {
  if (column.kind !== 'text' || counts === undefined) return [];
  const subject = column.name;
  const faults: Fault[] = [];
  for (const code of inOrderOfCount(suspectedMissing(column, counts), counts)) {
    const [text, count] = [column.dictionary[code] ?? '', counts[code] ?? 0];
    const message = `${JSON.stringify(text)} stands in "${subject}" ${countOf(count, 'time')} of ${formatNumber(known)}: a value, or a spelling of missing?`;
    faults.push({ kind: 'suspected missing', subject, message, count, share: count / rowCount, severity: 'info' });
  }
  const folded = foldedCodes(column, counts);
  const stray = inOrderOfCount(
    folded.filter((code) => (column.dictionary[code] ?? '') !== (column.dictionary[code] ?? '').trim()),
    counts,
  );
  if (stray.length > 0) {
    const count = stray.reduce((sum, code) => sum + (counts[code] ?? 0), 0);
    const such = mayQuote ? `, such as ${JSON.stringify(column.dictionary[stray[0] ?? -1])}` : '';
    const message = `${countOf(count, 'value')} of ${formatNumber(known)} in "${subject}" ${count === 1 ? 'has' : 'have'} blanks around${such}`;
    faults.push({ kind: 'stray blanks', subject, message, count, share: count / rowCount, severity: 'warn' });
  }
  const variants = variantsOf(column, counts, folded);
  const [worst] = variants;
  if (worst !== undefined) {
    // The most frequent spelling of each group is taken as the right one.
    const others = variants.flatMap((group) => group.slice(1));
    const count = others.reduce((sum, code) => sum + (counts[code] ?? 0), 0);
    const shown = worst
      .slice(0, 3)
      .map((code) => `${JSON.stringify(column.dictionary[code])} (${formatNumber(counts[code] ?? 0)})`);
    const more = variants.length === 1 ? '' : ` and ${countOf(variants.length - 1, 'group')} more`;
    const which = mayQuote ? `: ${shown.join(', ')}${more}` : `, ${countOf(variants.length, 'group')} of spellings`;
    const message = `"${subject}" spells one value differently${which}; ${countOf(count, 'row')} of ${formatNumber(known)}`;
    faults.push({ kind: 'inconsistent spelling', subject, message, count, share: count / rowCount, severity: 'warn' });
  }
  return faults;
}

function suspectedMissing({ dictionary }: TextColumn, counts: Int32Array): number[] {
  const codes: number[] = [];
  for (let code = 0; code < dictionary.length; code++) {
    const text = dictionary[code] ?? '';
    if (counts[code] === 0 || (text.length > longestSpelling && !hasBlankEnd(text))) continue;
    if (missingSpellings.has(text.trim().toLowerCase())) codes.push(code);
  }
  return codes;
}

/** Whether trimming may shorten a text. */
function hasBlankEnd(text: string): boolean {
  const [first, last] = [text.charCodeAt(0), text.charCodeAt(text.length - 1)];
  return first <= 0x20 || last <= 0x20 || first >= 0x7f || last >= 0x7f;
}

/** The codes in use whose text is not as it would be without capitals, blanks around and runs of blanks. */
function foldedCodes({ dictionary }: TextColumn, counts: Int32Array): readonly number[] {
  const codes: number[] = [];
  for (let code = 0; code < dictionary.length; code++) {
    const text = dictionary[code] ?? '';
    if (counts[code] !== 0 && !isPlain(text) && fold(text) !== text) codes.push(code);
  }
  return codes;
}

/** Groups of codes that fold to one text, most frequent first. Only a folded text can meet another. */
function variantsOf(
  { dictionary }: TextColumn,
  counts: Int32Array,
  folded: readonly number[],
): readonly (readonly number[])[] {
  if (folded.length === 0) return [];
  const groups = new Map<string, number[]>(folded.map((code) => [fold(dictionary[code] ?? ''), []]));
  const isFolded = new Uint8Array(dictionary.length);
  for (const code of folded) isFolded[code] = 1;
  for (let code = 0; code < dictionary.length; code++) {
    const text = dictionary[code] ?? '';
    if (counts[code] !== 0) groups.get(isFolded[code] === 1 ? fold(text) : text)?.push(code);
  }
  const variants = [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => inOrderOfCount(group, counts));
  const firsts = new Map(variants.map((group) => [group[0] ?? -1, group]));
  return inOrderOfCount([...firsts.keys()], counts).flatMap((code) => [firsts.get(code) ?? []]);
}

/** Most frequent first; equal counts in order of first appearance. */
function inOrderOfCount(codes: readonly number[], counts: Int32Array): readonly number[] {
  return codes.toSorted((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
}

function fold(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}

/** Whether a text is ASCII without capitals and blanks: most identifiers are, and need no folding. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit <= 0x20 || unit >= 0x7f || (unit >= 0x41 && unit <= 0x5a)) return false;
  }
  return true;
}
