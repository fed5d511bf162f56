import type { CellFormat, ColumnMeaning, InferredColumn } from '../column-reading.ts';
import type { NumericKind } from '../table.ts';
import { countText } from './count-text.ts';
import { unitOfPrefix, unitOfSuffix, whatOf } from './number-format.ts';
import { unitOfName } from './unit-of-name.ts';

/** What is known of a column all of whose values were read as numbers or times. */
export interface NumericFacts {
  readonly name: string;
  readonly kind: NumericKind;
  readonly format?: CellFormat | undefined;
  readonly rowCount: number;
  /** Values that are not missing. */
  readonly known: number;
  readonly lowest: number;
  readonly highest: number;
  /** Spellings that were taken for missing without having been declared so, and how often each came. */
  readonly missing: readonly (readonly [spelling: string, count: number])[];
  /** Whether the kind was stated: then nothing is said of what else might have fitted. */
  readonly isStated?: boolean;
  /** Whether no two values are equal; asked only where the answer matters. */
  readonly isDistinct: () => Promise<boolean> | boolean;
}

/** What a numeric column is, with the reason. */
export async function inferNumeric(facts: NumericFacts): Promise<InferredColumn> {
  const { name, kind, format, missing } = facts;
  const unit = unitOfSuffix(format?.suffix ?? '') ?? unitOfPrefix(format?.prefix ?? '') ?? unitOfName(name);
  const isIdentifier = await isKey(facts);
  return {
    name,
    kind,
    ...(format !== undefined && { format }),
    ...(missing.length > 0 && { missing: missing.map(([spelling]) => spelling) }),
    meaning: isIdentifier ? 'identifier' : meaningOf(facts),
    ...(unit !== undefined && (kind === 'number' || kind === 'integer') && { unit }),
    reason: `${reasonOf(facts)}${isIdentifier ? ', no two alike' : ''}${missingPart(facts)}`,
  };
}

/** `; 12 are missing, 11 of them spelled " "`: the part of a reason about missing values; empty where there are none. */
function missingPart({ rowCount, known, missing }: Pick<NumericFacts, 'rowCount' | 'known' | 'missing'>): string {
  const count = rowCount - known;
  if (count === 0) return '';
  const spelled = missing.map(([spelling, times]) => `${countText(times)} of them spelled ${JSON.stringify(spelling)}`);
  return `; ${[`${countText(count)} are missing`, ...spelled].join(', ')}`;
}

/** Whole numbers of which no two are alike name rows where the column is called so or they count on without a gap. */
async function isKey({ name, kind, format, known, lowest, highest, isDistinct }: NumericFacts): Promise<boolean> {
  if (kind !== 'integer' || known < 20 || highest - lowest + 1 < known || format?.pattern !== undefined) return false;
  const isNamed =
    /(^|[^a-z])(id|key|no|nr|number|index|code|uuid)([^a-z]|$)/i.test(name) || /[a-z](Id|ID|Key)$/.test(name);
  return (isNamed || highest - lowest + 1 === known) && (await isDistinct());
}

function meaningOf({ kind, known, lowest, highest }: NumericFacts): ColumnMeaning {
  if (known > 1 && lowest === highest) return 'constant';
  if (kind === 'date' || kind === 'instant') return 'time';
  if (kind === 'boolean' || (kind === 'integer' && lowest === 0 && highest === 1)) return 'truth value';
  return 'quantity';
}

function reasonOf({ kind, format = {}, known, isStated = false }: NumericFacts): string {
  const all = known === 1 ? 'the only value' : `all ${countText(known)} values`;
  const be = known === 1 ? 'is' : 'are';
  const { pattern, truth } = format;
  const order = pattern?.startsWith('YYYY') === false && !isStated ? ', and no other order of day and month fits' : '';
  const spelled = whatOf(format);
  const form = spelled === '' ? '' : ` with ${spelled}`;
  switch (kind) {
    case 'boolean':
      return `${all} ${be} ${truth?.yes ?? 'true'} or ${truth?.no ?? 'false'}`;
    case 'integer':
      return `${all} ${be} whole ${known === 1 ? 'number' : 'numbers'}${form}`;
    case 'number':
      return `${all} ${be} numbers${form}${isStated ? '' : ', not all of them whole'}`;
    case 'date':
      return pattern === undefined ? `${all} ${be} dates as YYYY-MM-DD` : `${all} ${be} dates as ${pattern}${order}`;
    case 'instant':
      return pattern === undefined
        ? `${all} ${be} dates with a time; those without an offset are taken as UTC`
        : `${all} ${be} dates with a time as ${pattern}, taken as UTC${order}`;
  }
}
