import type { FindingFamily } from '../explore/finding-family.ts';
import { percent } from '../explore/percent.ts';
import type { ShapeFact } from './shape/shape-fact.ts';

type Told = readonly [part: string, sentence: FindingFamily['sentence']];

/** How columns of one shape are told in one sentence; undefined for what each column has to say for itself. */
export function shapeFamily(column: string, fact: ShapeFact | undefined): FindingFamily | undefined {
  const told = fact === undefined ? undefined : toldOf(fact);
  if (fact === undefined || told === undefined) return undefined;
  const [part, sentence] = told;
  return { key: fact.type, apart: 0, columns: [column], part: `"${column}"${part}`, sentence };
}

function toldOf(fact: ShapeFact): Told | undefined {
  const share = ` (${percent(fact.value)})`;
  switch (fact.type) {
    case 'empty':
      return ['', (count, parts) => `${count} columns are empty: ${parts}`];
    case 'constant':
      return ['', (count, parts) => `${count} columns have the same value in all rows where they are known: ${parts}`];
    case 'almostConstant':
      return [share, (count, parts) => `${count} columns have one and the same value in nearly all rows: ${parts}`];
    case 'imbalance':
      return [share, (count, parts) => `one level has most of the rows in ${count} columns: ${parts}`];
    case 'identifierLike':
      return [
        '',
        (count, parts) => `${count} columns are like identifiers, with another value in nearly each row: ${parts}`,
      ];
    case 'zeroInflated':
      return [share, (count, parts) => `${count} columns are 0 in many rows and spread out elsewhere: ${parts}`];
    case 'heavyTails':
      return [
        share,
        (count, parts) =>
          `${count} columns have rows far from the bulk (more than three times the middle half's width outside of it): ${parts}; means and straight lines follow these few`,
      ];
    case 'severalPeaks':
      return [
        ` (${fact.value})`,
        (count, parts) => `${count} columns have several separate peaks and may mix groups: ${parts}`,
      ];
    case 'transform': {
      const way = fact.transform === 'log' ? 'logarithm' : 'square root';
      return [
        ` (${way})`,
        (count, parts) => `${count} columns lean far to the right, less so when transformed: ${parts}`,
      ];
    }
    case 'heaping':
      return [
        ` (multiples of ${fact.step}: ${percent(fact.value)})`,
        (count, parts) => `${count} columns seem rounded by people: ${parts}`,
      ];
    default:
      return undefined;
  }
}
