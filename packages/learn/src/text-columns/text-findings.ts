import type { Finding } from '../explore/finding.ts';
import { grouped } from '../explore/grouped.ts';
import { percent } from '../explore/percent.ts';
import type { RankedFinding } from '../explore/ranked-finding.ts';
import type { TextBehaviour } from './find-text-columns.ts';
import type { PersonalDataKind } from './personal-data.ts';
import type { TellingWord } from './telling-words.ts';

const leastShown = 5;
const mostWords = 5;
const noticeableShare = 0.05;
const nouns: Readonly<Record<PersonalDataKind, string>> = {
  email: 'e-mail addresses',
  phone: 'telephone numbers',
  paymentCard: 'payment card numbers',
  iban: 'bank account numbers (IBAN)',
  ipAddress: 'IP addresses',
};

/** What the texts say, in sentences. `suspects` of leaks get no sentence on what they tell. */
export function textFindings(
  texts: readonly TextBehaviour[],
  suspects: ReadonlySet<string> = new Set(),
): readonly RankedFinding[] {
  return texts.flatMap((text) => [
    ...personal(text),
    ...(suspects.has(text.column) ? [] : telling(text)),
    ...similar(text),
    ...templates(text),
  ]);
}

function personal({ column, personal: found, n, isSample }: TextBehaviour): readonly RankedFinding[] {
  const shown = found.filter(({ rows }) => rows >= leastShown);
  if (shown.length === 0) return [];
  const rows = Math.max(...shown.map((one) => one.rows));
  const counts = shown.map((one) => `${nouns[one.kind]} in ${grouped(one.rows)} rows`).join(', ');
  const of = isSample ? `a sample of ${grouped(n)}` : `${grouped(n)}`;
  const message = `"${column}" holds what looks like personal data: ${counts} (of ${of} with a text)`;
  return [said(68, { kind: 'personalData', subject: column, message, value: rows / n, n })];
}

function telling({ column, free }: TextBehaviour): readonly RankedFinding[] {
  const words = free?.telling?.words ?? [];
  const [first] = words;
  if (free?.telling === undefined || first === undefined) return [];
  const { n, tried } = free.telling;
  const listed = words.slice(0, mostWords).map(sentenceOf).join('; ');
  const message = `words of "${column}" go with the outcome: ${listed} (${grouped(tried)} words tried, n = ${grouped(n)})`;
  return [said(44, { kind: 'tellingWords', subject: column, message, value: first.withWord, n })];
}

function sentenceOf({ word, rows, says, withWord, without }: TellingWord): string {
  const isNumber = says === 'higher' || says === 'lower';
  const shown = (value: number): string => (isNumber ? String(Number(value.toPrecision(3))) : percent(value));
  const noun = isNumber ? 'on average' : says === 'positive' || says === 'negative' ? says : `"${says}"`;
  return `"${word}" (${grouped(rows)} rows): ${shown(withWord)} ${noun}, ${shown(without)} without it`;
}

function similar({ column, free, n }: TextBehaviour): readonly RankedFinding[] {
  if (free === undefined) return [];
  const { similar: found, compared, rows, recall } = free.similar;
  const share = rows / n;
  if (rows < leastShown || share < noticeableShare) return [];
  const search =
    recall.planted === 0 ? '' : `; the search finds ${percent(recall.found / recall.planted)} of planted ones`;
  const message = `${grouped(found)} of ${grouped(compared)} different texts of "${column}" nearly repeat another one, in ${percent(share)} of the rows (${grouped(rows)} of ${grouped(n)})${search}`;
  return [said(23, { kind: 'similarTexts', subject: column, message, value: share, n })];
}

function templates({ column, free, n }: TextBehaviour): readonly RankedFinding[] {
  const rows = (free?.similar.templates ?? []).reduce((sum, template) => sum + template.rows, 0);
  const [most] = free?.similar.templates ?? [];
  const share = rows / n;
  if (most === undefined || share < noticeableShare) return [];
  const message = `${percent(share)} of the texts of "${column}" come from few forms that differ in numbers, addresses or links only (${grouped(rows)} of ${grouped(n)} rows, the most frequent in ${grouped(most.rows)})`;
  return [said(22, { kind: 'textTemplates', subject: column, message, value: share, n })];
}

function said(
  importance: number,
  about: Omit<Finding, 'severity' | 'picture'> & { readonly subject: string },
): RankedFinding {
  return {
    importance,
    finding: { ...about, severity: 'info', picture: { type: 'distribution', column: about.subject } },
  };
}
