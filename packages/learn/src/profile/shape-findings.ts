import type { Finding } from '../explore/finding.ts';
import { grouped } from '../explore/grouped.ts';
import { percent } from '../explore/percent.ts';
import type { ColumnProfile } from './column-profile.ts';
import type { ShapeFact } from './shape/shape-fact.ts';

/** What stands out about the shape of a column, in sentences that a domain expert understands. */
export function shapeFindings(profile: ColumnProfile): readonly Finding[] {
  const { column, shape } = profile;
  return shape.map((fact): Finding => {
    const isUninformative = uninformative.has(fact.type);
    return {
      kind: isUninformative ? 'uninformative' : 'shape',
      subject: column,
      message: `"${column}" ${sentence(fact, profile)}`,
      value: fact.value,
      n: fact.n,
      severity: 'info',
      ...(fact.type === 'empty' ? {} : { picture: { type: 'distribution', column } }),
    };
  });
}

const uninformative: ReadonlySet<ShapeFact['type']> = new Set([
  'empty',
  'constant',
  'almostConstant',
  'identifierLike',
]);

function sentence(fact: ShapeFact, { distinct, distinctError, frequent }: ColumnProfile): string {
  const rows = `n = ${grouped(fact.n)}`;
  switch (fact.type) {
    case 'empty':
      return `is empty in all ${grouped(fact.n)} rows`;
    case 'constant':
      return `has the same value in all ${grouped(fact.n)} rows where it is known`;
    case 'almostConstant':
      return `has one and the same value in ${percent(fact.value)} of the rows where it is known (${rows})`;
    case 'imbalance': {
      const level = frequent[0]?.value;
      return `is ${typeof level === 'string' ? JSON.stringify(level) : String(level)} in ${percent(fact.value)} of the rows (${rows}): little can be learnt about the rest`;
    }
    case 'identifierLike':
      return `is like an identifier: ${distinctError > 0 ? 'about ' : ''}${grouped(distinct)} different values in ${grouped(fact.n)} rows`;
    case 'spellingVariants':
      return `spells ${grouped(fact.levels)} of its levels in several ways that differ in case or blanks only: ${percent(fact.value)} of the rows do not have the commonest spelling (${rows})`;
    case 'paddedTexts':
      return `begins or ends with blanks in ${percent(fact.value)} of the rows (${rows})`;
    case 'zeroInflated':
      return `is 0 in ${percent(fact.value)} of the rows and spread out elsewhere (${rows}): whether it is 0 and how large it is may be two questions`;
    case 'heavyTails':
      return `has ${percent(fact.value)} of its rows far from the bulk, ${places[fact.side]} (more than three times the middle half's width outside of it, n = ${grouped(fact.n)}): means and straight lines follow these few`;
    case 'severalPeaks':
      return `has ${fact.value} separate peaks, at ${fact.peaks.map(([from, to]) => `${from} to ${to}`).join(', ')} (${rows}): it may mix several groups`;
    case 'transform': {
      const way = fact.transform === 'log' ? 'logarithm' : 'square root';
      return `leans far to the right; its ${way} ${Math.abs(fact.value) <= 0.5 ? 'is nearly even' : 'leans less'} (skewness ${fact.before.toFixed(1)} becomes ${fact.value.toFixed(1)}, ${rows})`;
    }
    case 'heaping':
      return `stands at a multiple of ${fact.step} in ${percent(fact.value)} of the values other than 0, where chance would give ${percent(fact.expected)} (${rows}): it seems rounded by people`;
    case 'digitPreference':
      return `ends in the digit ${fact.digit} in ${percent(fact.value)} of the values other than 0, where chance would give 10% (${rows})`;
    case 'cap':
      return `stands at its ${fact.side === 'high' ? 'largest' : 'smallest'} value, ${fact.at}, in ${percent(fact.value)} of the rows (${rows}): what lies ${fact.side === 'high' ? 'above' : 'below'} seems to be recorded as that`;
  }
}

const places = { low: 'below', high: 'above', both: 'on both sides' } as const;
