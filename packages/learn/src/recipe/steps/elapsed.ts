import { formatInstant, isInDomain, parseDate, parseInstant } from '@tend/table';
import { malformed, readChoice, readNumber, readObject } from '../read-json.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';
import { millisecondsOf, type SpanUnit, spanUnits } from './time-units.ts';

/** Milliseconds of each unit; a year is the mean one of the Gregorian calendar. */
export const elapsedUnits: Readonly<Record<Unit, number>> = { ...spanUnits, years: 31_556_952_000 };
type Unit = SpanUnit | 'years';
const unitNames = Object.keys(elapsedUnits) as readonly Unit[];

export interface ElapsedLearned {
  readonly unit: Unit;
  /** Milliseconds since 1970-01-01 UTC; null where a second column says it. */
  readonly since: number | null;
}

/** The time from a fixed day or another column to a date or instant. */
export const elapsed: StepDefinition<ElapsedLearned> = defineStep({
  name: 'elapsed',
  description:
    'The time from a fixed day, or from the second column, to the first one; negative where it lies before. Missing where one is.',
  parameters: {
    since: {
      type: 'text',
      default: '',
      description: 'The day or instant to count from, such as 2001-03-05; empty where a second column says it.',
    },
    unit: { type: 'choice', default: 'days', choices: unitNames, description: 'A day has 24 hours.' },
  },
  reads: ['date', 'instant'],
  columns: 'together',
  keepsInputs: true,
  check({ since }, inputs) {
    if (since === '')
      return inputs.length === 2 ? undefined : `${inputs.length} columns and no "since"; name two columns`;
    if (inputs.length !== 1) return `${inputs.length} columns with "since"; name one column`;
    return timeOf(since) === undefined ? `since ${since}; write it as 2001-03-05` : undefined;
  },
  fit: ({ since, unit }): ElapsedLearned => ({ unit, since: since === '' ? null : (timeOf(since) ?? 0) }),
  parse(json, path, inputs) {
    const fields = readObject(json, path, ['unit', 'since']);
    const unit = readChoice(fields.unit, `${path}.unit`, unitNames);
    if (inputs.length > 2) throw malformed(path, 'one column or two', inputs.length);
    if (inputs.length === 2 && fields.since !== null)
      throw malformed(`${path}.since`, 'null for two columns', fields.since);
    if (inputs.length === 2) return { unit, since: null };
    const since = readNumber(fields.since, `${path}.since`);
    if (!isInDomain('instant', since)) throw malformed(`${path}.since`, 'milliseconds of the years 0 to 9999', since);
    return { unit, since };
  },
  outputs({ unit, since }, [first, second]) {
    const from = second?.name ?? formatDay(since ?? 0);
    return [{ name: `${unit} from ${from} to ${first?.name}`, kind: 'number' }];
  },
  run({ unit, since }, [first, second]) {
    const size = elapsedUnits[unit];
    const [a, b] = [millisecondsOf(first?.kind), millisecondsOf(second?.kind)];
    return {
      type: 'numbers',
      run([to, from], [output], count) {
        if (to === undefined || output === undefined) return;
        for (let row = 0; row < count; row++) {
          const begin = from === undefined ? (since ?? 0) : (from[row] as number) * b;
          output[row] = ((to[row] as number) * a - begin) / size;
        }
      },
    };
  },
  explain: ({ unit, since }, [first, second]) =>
    `the ${unit} from ${second?.name ?? formatDay(since ?? 0)} to ${first?.name}`,
});

/** Milliseconds since 1970-01-01 UTC of a date or an instant that is written down. */
function timeOf(text: string): number | undefined {
  const days = parseDate(text);
  return days === undefined ? parseInstant(text) : days * elapsedUnits.days;
}

/** The day, and the time where it is not midnight. */
function formatDay(milliseconds: number): string {
  return formatInstant(milliseconds).replace('T00:00:00.000Z', '');
}
