import type { Redundancy } from './find-redundancies.ts';
import { grouped } from './grouped.ts';
import type { LeakSuspect } from './leak-suspect.ts';
import { percent } from './percent.ts';

/** Why a column is under suspicion, for a domain expert, and the number the sentence rests on. */
export function leakSentence(suspect: LeakSuspect): { readonly message: string; readonly value: number } {
  const { column, evidence, n, tiedTo } = suspect;
  const ties = tiedTo.length === 0 ? '' : `; ${tiedTo.map(tieSentence).join('; ')}`;
  const name = `"${column}"`;
  const ask = 'is it known when the decision is made, or written down afterwards?';
  switch (evidence.type) {
    case 'function':
      return {
        message: `each of the ${evidence.levels} values of ${name} goes with one outcome, in ${percent(evidence.share)} of ${grouped(n)} rows: it is the target in other words${ties}`,
        value: evidence.share,
      };
    case 'alone':
      return {
        message: `${name} alone ranks a positive above a negative in ${percent(evidence.auc)} of pairs (n = ${grouped(n)}), the next column in ${percent(evidence.nextAuc)}: ${ask}${ties}`,
        value: evidence.auc,
      };
    case 'region': {
      const outcome = evidence.outcome === 1 ? 'positive' : 'negative';
      const { entered } = evidence;
      const all =
        entered === undefined
          ? ''
          : ` (where it ${entered.where}: ${percent(entered.purity)}, n = ${grouped(entered.n)})`;
      return {
        message: `where ${name} ${evidence.where}, ${percent(evidence.purity)} are ${outcome} (n = ${grouped(n)}), against ${percent(evidence.rateOutside)} elsewhere${all}: ${ask}${ties}`,
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
