import { log } from '@tend/kernels';

/** A number in `from` times the factor is the number in `to`. */
export interface Conversion {
  readonly from: string;
  readonly to: string;
  readonly factor: number;
}

/** Exact by definition (international yard and pound, nautical mile; US gallon); in order of preference at equal distance. */
const conversions: readonly Conversion[] = [
  { from: 'knots', to: 'km/h', factor: 1.852 },
  { from: 'mph', to: 'km/h', factor: 1.609344 },
  { from: 'knots', to: 'mph', factor: 1.852 / 1.609344 },
  { from: 'm/s', to: 'km/h', factor: 3.6 },
  { from: 'm', to: 'ft', factor: 1 / 0.3048 },
  { from: 'inch', to: 'cm', factor: 2.54 },
  { from: 'kg', to: 'lb', factor: 1 / 0.45359237 },
  { from: 'gallon', to: 'litre', factor: 3.785411784 },
  { from: 'units', to: 'tenths', factor: 10 },
  { from: 'units', to: 'hundredths', factor: 100 },
  { from: 'units', to: 'thousandths', factor: 1000 },
  { from: 'h', to: 'min', factor: 60 },
  { from: 'min', to: 's', factor: 60 },
  { from: 'mile', to: 'km', factor: 1.609344 },
  { from: 'nautical mile', to: 'km', factor: 1.852 },
  { from: 'nautical mile', to: 'mile', factor: 1.852 / 1.609344 },
  { from: 'cm', to: 'mm', factor: 10 },
  { from: 'm', to: 'cm', factor: 100 },
  { from: 'km', to: 'm', factor: 1000 },
  { from: 'kg', to: 'g', factor: 1000 },
  { from: 't', to: 'kg', factor: 1000 },
  { from: 's', to: 'ms', factor: 1000 },
].flatMap(({ from, to, factor }) => [
  { from, to, factor },
  { from: to, to: from, factor: 1 / factor },
]);

/** Other spellings, lower case. Those of one or two letters count only as a unit by itself, not in a longer text. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  knots: ['knot', 'kt', 'kts', 'kn'],
  'km/h': ['kmh', 'kph', 'kilometers per hour', 'kilometres per hour'],
  mph: ['mi/h', 'miles per hour'],
  'm/s': ['mps', 'meters per second', 'metres per second'],
  m: ['meter', 'meters', 'metre', 'metres'],
  ft: ['foot', 'feet'],
  inch: ['in', 'inches'],
  cm: ['centimeter', 'centimeters', 'centimetre', 'centimetres'],
  mm: ['millimeter', 'millimeters', 'millimetre', 'millimetres'],
  km: ['kilometer', 'kilometers', 'kilometre', 'kilometres'],
  mile: ['mi', 'miles'],
  'nautical mile': ['nm', 'nmi', 'nautical miles'],
  g: ['gram', 'grams'],
  kg: ['kilogram', 'kilograms'],
  t: ['tonne', 'tonnes'],
  lb: ['lbs', 'pound', 'pounds'],
  gallon: ['gal', 'gallons'],
  litre: ['l', 'liter', 'liters', 'litres'],
  h: ['hr', 'hrs', 'hour', 'hours'],
  min: ['mins', 'minute', 'minutes'],
  s: ['sec', 'secs', 'second', 'seconds'],
  ms: ['millisecond', 'milliseconds'],
};

/** Relative distance up to which a measured factor is taken for a conversion; more where the unit is known. */
const tolerance = log(1.06);
const toleranceFromUnit = log(1.12);

/**
 * The known conversion nearest to a factor (given as its logarithm), or nothing within 6%. Where a text names the unit,
 * such as `knots` or `Speed IAS in knots`, only conversions from it (within 12%) and powers of ten are considered.
 */
export function nearestConversion(logFactor: number, unitText = ''): Conversion | undefined {
  const unit = unitNamed(unitText);
  let nearest: Conversion | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const conversion of conversions) {
    const { from, to, factor } = conversion;
    const isGeneric = from === 'units' || to === 'units';
    if (unit !== undefined && unit !== from && !isGeneric) continue;
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

function unitNamed(text: string): string | undefined {
  const words = ` ${text.toLowerCase().replaceAll(/[^a-z/]+/g, ' ')} `;
  let longest = '';
  let found: string | undefined;
  for (const [unit, others] of Object.entries(spellings)) {
    for (const spelling of [unit, ...others]) {
      const isUnit = words === ` ${spelling} ` || (spelling.length > 2 && spelling !== 'min');
      if (!isUnit || spelling.length <= longest.length || !words.includes(` ${spelling} `)) continue;
      longest = spelling;
      found = unit;
    }
  }
  return found;
}
