import { leastShare, type Redundancy } from './find-redundancies.ts';
import type { FindingFamily } from './finding-family.ts';
import { grouped } from './grouped.ts';
import type { LeakSuspect } from './leak-suspect.ts';
import { percent } from './percent.ts';
import type { SourceFormula } from './source-formulas.ts';

/** Why a column is under suspicion, for a domain expert, and the number the sentence rests on. */
export function leakSentence(suspect: LeakSuspect): { readonly message: string; readonly value: number } {
  const { column, evidence, n, tiedTo } = suspect;
  const ties = tiedTo.length === 0 ? '' : `; ${tiedTo.map(tieSentence).join('; ')}`;
  const name = `"${column}"`;
  const ask = 'is it known when the decision is made, or written down afterwards?';
  switch (evidence.type) {
    case 'function':
      return {
        message:
          evidence.source === undefined
            ? `each of the ${evidence.levels} values of ${name} goes with one outcome, in ${percent(evidence.share)} of ${grouped(n)} rows: it is the target in other words${ties}`
            : `each of the ${evidence.levels} values of ${name} goes with one value of "${evidence.source}", from which the target is computed, in ${percent(evidence.share)} of ${grouped(n)} rows${ties}`,
        value: evidence.share,
      };
    case 'pair':
      return {
        message: `each of the ${evidence.levels} pairs of values of ${name} and "${evidence.partner}" goes with one outcome, in ${percent(evidence.share)} of ${grouped(n)} rows: together they are the target in other words${ties}`,
        value: evidence.share,
      };
    case 'source':
      return {
        message: `${formulaSentence(column, evidence.source, evidence.formula)} in ${percent(evidence.formula.share)} of ${grouped(n)} rows${ties}`,
        value: evidence.formula.share,
      };
    case 'recorded':
      return {
        message: `${name} is missing in ${percent(evidence.missingWhereUnknown)} of the ${grouped(n)} rows whose outcome is unknown, and in ${percent(evidence.missingWhereKnown)} of the others: it seems to be written down together with the outcome; ${ask}${ties}`,
        value: evidence.missingWhereUnknown,
      };
    case 'later':
      return {
        message: `${name} is later than "${evidence.timeColumn}" in ${percent(evidence.share)} of ${grouped(n)} rows: ${ask}${ties}`,
        value: evidence.share,
      };
    case 'identifier': {
      const what = evidence.isRowNumber ? 'in the order of the rows' : 'different in each row';
      const explains = `it explains ${percent(evidence.skill)} of the outcome`;
      const beside =
        evidence.neighbour > 0 ? `, the row with the next number ${percent(Math.min(1, evidence.neighbour))}` : '';
      return {
        message: `${name} is a number that was handed out, ${what} (n = ${grouped(n)}); ${explains}${beside}: the order of the rows is not known of a new one${ties}`,
        value: evidence.skill,
      };
    }
    case 'strongest':
      return {
        message: `all columns together explain ${percent(evidence.skill)} of the ${evidence.measure} of the outcome, the other ${evidence.others} without ${name} ${percent(Math.max(0, evidence.skillWithout))} (n = ${grouped(n)}, held out): ${ask}${ties}`,
        value: evidence.skill,
      };
    case 'alone':
      return {
        message: `${name} alone ranks a positive above a negative in ${percent(evidence.auc)} of pairs (n = ${grouped(n)}), the next column in ${percent(evidence.nextAuc)}: ${ask}${ties}`,
        value: evidence.auc,
      };
    case 'region': {
      const { entered, said } = evidence;
      const all =
        entered === undefined
          ? ''
          : ` (where it ${entered.where}: ${percent(entered.purity)}, n = ${grouped(entered.n)})`;
      return {
        message: `where ${name} ${evidence.where}, ${percent(evidence.purity)} are ${said} (n = ${grouped(n)}), against ${percent(evidence.rateOutside)} elsewhere${all}: ${ask}${ties}`,
        value: evidence.purity,
      };
    }
    case 'derived':
      return {
        message: `where ${name} ${evidence.where}, ${percent(evidence.purity)} are positive (n = ${grouped(n)}), against ${percent(evidence.baseRate)} of all rows, and it follows from columns under suspicion${ties}`,
        value: evidence.purity,
      };
  }
}

/** Begins with the suspect's own name: of two columns that give a third away, each has a sentence. */
function formulaSentence(column: string, source: string, { form, columns }: SourceFormula): string {
  const [a, b] = columns;
  const computed = source === 'the target' ? '' : ', from which the target is computed';
  if (form === 'recode') return `"${column}" stands in the order of ${source}${computed}, equal where it is equal,`;
  const sign = { sum: '+', difference: '-', product: '*', ratio: '/' }[form];
  const partner = a === column ? b : a;
  return `"${column}" gives ${source} away together with "${partner}"${computed}: ${source} = "${a}" ${sign} "${b}"`;
}

/** How columns say the same. */
export function tieSentence(tie: Redundancy): string {
  if (tie.type === 'sum') {
    const where = tie.share === 1 ? 'on every row' : `on ${percent(tie.share)} of rows`;
    return `"${tie.total}" = "${tie.parts[0]}" + "${tie.parts[1]}" ${where} (n = ${grouped(tie.n)})`;
  }
  const [a, b] = tie.columns;
  if (tie.type === 'correlates')
    return `"${a}" and "${b}" say nearly the same (rank correlation ${tie.correlation.toFixed(3)}, n = ${grouped(tie.n)})`;
  const how = tie.isMutual ? 'and the other way round ' : '';
  return `"${a}" determines "${b}" ${how}on ${percent(tie.share)} of ${grouped(tie.n)} rows`;
}

/** What one column determines is said in one sentence. */
export function tieFamily(tie: Redundancy): FindingFamily | undefined {
  if (tie.type !== 'determines') return undefined;
  const [a, b] = tie.columns;
  return {
    key: `determines ${a}`,
    apart: 0,
    columns: tie.columns,
    part: tie.isMutual ? `"${b}" (and the other way round)` : `"${b}"`,
    sentence: (_count, parts) => `"${a}" determines ${parts} on at least ${percent(leastShare)} of the rows`,
  };
}
