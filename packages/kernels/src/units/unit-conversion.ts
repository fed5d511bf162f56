/** A unit as a whole-number ratio to the base of its dimension, plus an offset in the base for temperatures. */
interface Unit {
  readonly dimension: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly offset?: number;
}

const unit = (dimension: string, numerator: number, denominator = 1, offset?: number): Unit => ({
  dimension,
  numerator,
  denominator,
  ...(offset !== undefined && { offset }),
});

/** Exact definitions: BIPM, SI Brochure 9 (2019), and NIST SP 811 (2008) for the rest. Bases: m, kg, s, m/s, K, Pa, m³, J. */
const units: Readonly<Record<string, Unit>> = {
  mm: unit('length', 1, 1000),
  cm: unit('length', 1, 100),
  m: unit('length', 1),
  km: unit('length', 1000),
  in: unit('length', 254, 10_000),
  ft: unit('length', 3048, 10_000),
  yd: unit('length', 9144, 10_000),
  mi: unit('length', 1_609_344, 1000),
  nmi: unit('length', 1852),
  g: unit('mass', 1, 1000),
  kg: unit('mass', 1),
  t: unit('mass', 1000),
  oz: unit('mass', 28_349_523_125, 1_000_000_000_000),
  lb: unit('mass', 45_359_237, 100_000_000),
  ms: unit('time', 1, 1000),
  s: unit('time', 1),
  min: unit('time', 60),
  h: unit('time', 3600),
  d: unit('time', 86_400),
  'm/s': unit('speed', 1),
  'km/h': unit('speed', 1000, 3600),
  mph: unit('speed', 1_609_344, 3_600_000),
  'ft/s': unit('speed', 3048, 10_000),
  knots: unit('speed', 1852, 3600),
  K: unit('temperature', 1, 1, 0),
  '°C': unit('temperature', 1, 1, 273.15),
  '°F': unit('temperature', 5, 9, 459.67),
  Pa: unit('pressure', 1),
  hPa: unit('pressure', 100),
  kPa: unit('pressure', 1000),
  bar: unit('pressure', 100_000),
  psi: unit('pressure', 6_894_757_293_168, 1_000_000_000),
  l: unit('volume', 1, 1000),
  gal: unit('volume', 3_785_411_784, 1_000_000_000_000),
  J: unit('energy', 1),
  kJ: unit('energy', 1000),
  kcal: unit('energy', 4184),
  Wh: unit('energy', 3600),
  kWh: unit('energy', 3_600_000),
  share: unit('share', 1),
  '%': unit('share', 1, 100),
};

/** Other spellings, lower case; the names above may also be written in lower case. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  knots: ['knot', 'kt', 'kts', 'kn'],
  'km/h': ['kmh', 'kph', 'kilometers per hour', 'kilometres per hour'],
  mph: ['mi/h', 'miles per hour'],
  'm/s': ['mps', 'meters per second', 'metres per second'],
  m: ['meter', 'meters', 'metre', 'metres'],
  ft: ['foot', 'feet'],
  in: ['inch', 'inches'],
  cm: ['centimeter', 'centimeters', 'centimetre', 'centimetres'],
  mm: ['millimeter', 'millimeters', 'millimetre', 'millimetres'],
  km: ['kilometer', 'kilometers', 'kilometre', 'kilometres'],
  mi: ['mile', 'miles'],
  nmi: ['nm', 'nautical mile', 'nautical miles'],
  g: ['gram', 'grams'],
  kg: ['kilogram', 'kilograms'],
  t: ['tonne', 'tonnes'],
  lb: ['lbs', 'pound', 'pounds'],
  gal: ['gallon', 'gallons'],
  l: ['liter', 'liters', 'litre', 'litres'],
  h: ['hr', 'hrs', 'hour', 'hours'],
  min: ['mins', 'minute', 'minutes'],
  s: ['sec', 'secs', 'second', 'seconds'],
  ms: ['millisecond', 'milliseconds'],
  '°C': ['c', 'celsius'],
  '°F': ['f', 'fahrenheit'],
  '%': ['percent'],
};

/** A conversion as a function, or undefined where a unit is unknown or the two measure different things. */
export function unitConversion(from: string, to: string): ((value: number) => number) | undefined {
  const [source, target] = [find(from), find(to)];
  if (source === undefined || target === undefined || source.dimension !== target.dimension) return undefined;
  // Both products are exact, so the factor is one division away from the definition.
  const numerator = source.numerator * target.denominator;
  const denominator = source.denominator * target.numerator;
  if (source.offset === undefined || target.offset === undefined)
    return numerator === denominator ? (value) => value : (value) => (value * numerator) / denominator;
  const [before, after] = [source.offset, target.offset];
  return from === to ? (value) => value : (value) => ((value + before) * numerator) / denominator - after;
}

/** The units that can be converted, for messages. */
export const knownUnits: readonly string[] = Object.keys(units);

/** Every name of a unit and its spellings in lower case, with the unit it stands for. */
export const unitNames: ReadonlyMap<string, string> = new Map(
  Object.keys(units).flatMap((name) =>
    [name, name.toLowerCase(), ...(spellings[name] ?? [])].map((spelling): [string, string] => [spelling, name]),
  ),
);

/** How many of `to` one of `from` is; undefined where they measure different things, are unknown or have an offset. */
export function unitFactor(from: string, to: string): number | undefined {
  const [source, target] = [find(from), find(to)];
  if (source?.offset !== undefined || source?.dimension !== target?.dimension || !source || !target) return undefined;
  return (source.numerator * target.denominator) / (source.denominator * target.numerator);
}

function find(name: string): Unit | undefined {
  const known = unitNames.get(name) ?? unitNames.get(name.toLowerCase());
  return known === undefined ? undefined : units[known];
}
