import type { CriterionOutcome, Verdict } from '@tend/protocol';
import { formatInterval, formatNumber, formatShare } from '@tend/protocol/number-format';
import { type Cell, type Column, layTable } from './columns.ts';
import type { Look } from './look.ts';
import { showVerdict } from './verdict.ts';
import { wrap } from './width.ts';

const attention: readonly Verdict[] = ['fail', 'unknown', 'waived', 'pass'];
const longestGot = 28;

/** Criterion, value, interval, asked, verdict: failing and unknown first, each with what it measures and on how many rows. */
export function criteriaTable(look: Look, criteria: readonly CriterionOutcome[]): readonly string[] {
  if (criteria.length === 0) return [look.paint.dim('the charter asks for nothing yet: it has no criteria')];
  const sorted = [...criteria].sort((a, b) => attention.indexOf(a.verdict) - attention.indexOf(b.verdict));
  const columns: readonly Column[] = [
    { title: 'criterion' },
    { title: 'value' },
    { title: intervalTitle(sorted) },
    { title: 'asked', isFlexible: true },
    { title: 'verdict' },
  ];
  const table = layTable(
    look,
    columns,
    sorted.map((criterion) => rowOf(look, criterion)),
  );
  return [
    ...table.titles,
    ...sorted.flatMap((criterion, i) => [...(table.rows[i] ?? []), ...belowRow(look, criterion)]),
  ];
}

/** `0.612 (0.545 to 0.675)`, or what the evaluation says where nothing was measured. */
export function gotOf(criterion: CriterionOutcome): string {
  const { measurement } = criterion;
  if (measurement === null || measurement.value === null) return criterion.got;
  const { value, low, high } = measurement;
  if (low === null && high === null) return formatNumber(value);
  return `${formatNumber(value)} (${formatInterval(low, high, value)})`;
}

function rowOf(look: Look, criterion: CriterionOutcome): readonly Cell[] {
  const { measurement, verdict } = criterion;
  const isMeasured = measurement !== null && measurement.value !== null;
  const hasInterval = isMeasured && (measurement.low !== null || measurement.high !== null);
  return [
    { text: criterion.id },
    {
      text: isMeasured
        ? formatNumber(measurement.value)
        : criterion.got.length <= longestGot
          ? criterion.got
          : 'see below',
    },
    { text: hasInterval ? formatInterval(measurement.low, measurement.high, measurement.value) : '' },
    { text: criterion.asked },
    showVerdict(look, verdict),
  ];
}

function belowRow(look: Look, criterion: CriterionOutcome): readonly string[] {
  const { measurement, waiver } = criterion;
  const isMeasured = measurement !== null && measurement.value !== null;
  const facts = [criterion.measure];
  if (measurement !== null && measurement.n > 0) {
    facts.push(`n = ${formatNumber(measurement.n)}, ${formatNumber(measurement.positives)} positive`);
  }
  const sentences = [facts.join(', ')];
  if (!isMeasured && criterion.got.length > longestGot) sentences.push(criterion.got);
  if (criterion.note !== null) sentences.push(criterion.note);
  if (waiver !== null) {
    const until = waiver.isExpired ? `expired ${waiver.until}` : `until ${waiver.until}`;
    sentences.push(`waived by ${waiver.person} ${until}: ${waiver.reason}`);
  }
  return sentences.flatMap((sentence) => wrap(sentence, look.width - 4)).map((line) => look.paint.dim(`    ${line}`));
}

function intervalTitle(criteria: readonly CriterionOutcome[]): string {
  const levels = new Set(criteria.flatMap((c) => (c.measurement?.low == null ? [] : [c.measurement.confidence])));
  const [level] = levels;
  return levels.size === 1 && level !== undefined ? `${formatShare(level)} interval` : 'interval';
}
