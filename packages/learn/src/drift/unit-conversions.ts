import { log, unitFactor, unitNames } from '@tend/kernels';

/** A number in `from` times the factor is the number in `to`. */
export interface Conversion {
  readonly from: string;
  readonly to: string;
  readonly factor: number;
}

const between = (from: string, to: string): Conversion => ({ from, to, factor: unitFactor(from, to) ?? Number.NaN });

/**
 * In order of preference at equal distance; the names are those that a data contract can convert. Powers of ten need no
 * unit: a decimal point was lost or won.
 */
const conversions: readonly Conversion[] = [
  between('knots', 'km/h'),
  between('mph', 'km/h'),
  between('knots', 'mph'),
  between('m/s', 'km/h'),
  between('m', 'ft'),
  between('in', 'cm'),
  between('kg', 'lb'),
  between('gal', 'l'),
  { from: 'units', to: 'tenths', factor: 10 },
  { from: 'units', to: 'hundredths', factor: 100 },
  { from: 'units', to: 'thousandths', factor: 1000 },
  between('h', 'min'),
  between('min', 's'),
  between('mi', 'km'),
  between('nmi', 'km'),
  between('nmi', 'mi'),
  between('cm', 'mm'),
  between('m', 'cm'),
  between('km', 'm'),
  between('kg', 'g'),
  between('t', 'kg'),
  between('s', 'ms'),
].flatMap(({ from, to, factor }) => [
  { from, to, factor },
  { from: to, to: from, factor: 1 / factor },
]);

/** Relative distance up to which a measured factor is taken for a conversion; more where the unit is known. */
const tolerance = log(1.06);
const toleranceFromUnit = log(1.12);
/** A smaller change of a column that names no unit has many causes, growth of prices for one. */
const leastUnnamed = log(1.5);

/**
 * The known conversion nearest to a factor (given as its logarithm), or nothing within 6%. Where a text names the unit,
 * such as `knots` or `Speed IAS in knots`, only conversions from it (within 12%) and powers of ten are considered; where none
 * does, only conversions of half as much again or more.
 */
export function nearestConversion(logFactor: number, unitText = ''): Conversion | undefined {
  const unit = unitNamed(unitText);
  let nearest: Conversion | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const conversion of conversions) {
    const { from, to, factor } = conversion;
    const isGeneric = from === 'units' || to === 'units';
    if (unit !== undefined && unit !== from && !isGeneric) continue;
    if (unit === undefined && Math.abs(log(factor)) < leastUnnamed) continue;
    const distance = Math.abs(log(factor) - logFactor);
    if (distance > (unit === from ? toleranceFromUnit : tolerance)) continue;
    // A power of ten in the known unit has a name: 1 m is 100 cm, rather than 100 hundredths.
    const rank = unit === from ? distance - toleranceFromUnit : distance;
    if (rank >= least) continue;
    least = rank;
    nearest = conversion;
  }
  return nearest;
}

/** The unit that a text names; names of one or two letters count only by themselves, not in a longer text. */
function unitNamed(text: string): string | undefined {
  const words = ` ${text.toLowerCase().replaceAll(/[^a-z/]+/g, ' ')} `;
  let longest = '';
  let found: string | undefined;
  for (const [spelling, unit] of unitNames) {
    const isUnit = words === ` ${spelling} ` || (spelling.length > 2 && spelling !== 'min');
    if (!isUnit || spelling.length <= longest.length || !words.includes(` ${spelling} `)) continue;
    longest = spelling;
    found = unit;
  }
  return found;
}
