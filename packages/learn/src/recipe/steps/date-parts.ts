import { civilFromDays } from '@tend/table';
import { cosineOfTurn, sineOfTurn, weekdayOf } from '../calendar-cycle.ts';
import { malformed, readChoice, readFlag, readList, readObject } from '../read-json.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';
import { monthNames, weekdayNames } from './calendar-names.ts';
import { offsetAt, readZone, type ZoneOffsets, zoneOffsets } from './zone-offsets.ts';

export const datePartNames = ['year', 'quarter', 'month', 'day', 'weekday', 'hour', 'minute'] as const;
export type DatePart = (typeof datePartNames)[number];
const forms = ['number', 'cycle', 'oneHot'] as const;

export interface DatePartsLearned {
  readonly parts: readonly DatePart[];
  readonly form: (typeof forms)[number];
  /** Whether a missing value is 0 in all parts; else all parts are missing. */
  readonly isZeroed: boolean;
  /** Whether a feature of its own says where values were missing. */
  readonly isFlagged: boolean;
  /** The clocks by which instants have parts; null for UTC, and for dates. */
  readonly zone: ZoneOffsets | null;
}

/** Parts of dates and instants as features. */
export const dateParts: StepDefinition<DatePartsLearned> = defineStep({
  name: 'dateParts',
  description:
    'Parts of a date or instant: as numbers, as points on a circle (sine and cosine), or a 0/1 feature each.',
  parameters: {
    parts: {
      type: 'texts',
      default: ['month', 'weekday', 'hour'],
      choices: datePartNames,
      description: 'Which parts; a date has neither hour nor minute. Weekdays count from Monday = 1.',
    },
    form: { type: 'choice', default: 'number', choices: forms, description: 'How a part becomes features.' },
    missing: {
      type: 'choice',
      default: 'keep',
      choices: ['keep', 'zero', 'flag'],
      description:
        'A missing value stays missing, or is 0 in all parts, or 0 with a feature of its own where training rows have some.',
    },
    zone: {
      type: 'text',
      default: 'UTC',
      description: 'The zone whose clocks count for instants, such as Europe/Berlin, with its daylight-saving time.',
    },
  },
  reads: ['date', 'instant'],
  columns: 'each',
  check({ parts, form, zone }) {
    if (parts.length === 0) return 'no part';
    if (zone !== 'UTC' && zoneOffsets(zone) === undefined) return `the zone ${zone}; write it as Europe/Berlin`;
    return form !== 'number' && parts.includes('year') ? `the year as ${form}: no year comes again` : undefined;
  },
  fit({ parts, form, missing, zone }, [input]): DatePartsLearned {
    const isDate = input?.kind === 'date';
    const hasMissing =
      input !== undefined && input.kind !== 'text' && input.values.some((value) => Number.isNaN(value));
    return {
      parts: parts.filter((part) => !isDate || (part !== 'hour' && part !== 'minute')),
      form,
      isZeroed: missing !== 'keep',
      isFlagged: missing === 'flag' && hasMissing,
      zone: isDate || zone === 'UTC' ? null : (zoneOffsets(zone) ?? null),
    };
  },
  parse(json, path, [input]) {
    const fields = readObject(json, path, ['parts', 'form', 'isZeroed', 'isFlagged', 'zone']);
    const parts = readList(fields.parts, `${path}.parts`, (part, at) => readChoice(part, at, datePartNames));
    const form = readChoice(fields.form, `${path}.form`, forms);
    const isUnfit = (part: DatePart): boolean =>
      (input?.kind === 'date' && (part === 'hour' || part === 'minute')) || (form !== 'number' && part === 'year');
    if (new Set(parts).size !== parts.length || parts.some(isUnfit))
      throw malformed(`${path}.parts`, `different parts that a ${input?.kind} has as ${form}`, parts);
    const isZeroed = readFlag(fields.isZeroed, `${path}.isZeroed`);
    const isFlagged = readFlag(fields.isFlagged, `${path}.isFlagged`);
    if (isFlagged && !isZeroed) throw malformed(`${path}.isFlagged`, 'false where missing stays missing', isFlagged);
    const zone = fields.zone === null ? null : readZone(fields.zone, `${path}.zone`);
    if (zone !== null && input?.kind === 'date') throw malformed(`${path}.zone`, 'null for a date', zone.name);
    return { parts, form, isZeroed, isFlagged, zone };
  },
  outputs({ parts, form, isFlagged }, [input]) {
    const names = parts.flatMap((part) => namesOf(part, form));
    if (isFlagged) names.push('is missing');
    return names.map((name) => ({ name: `${input?.name} ${name}`, kind: 'number' }));
  },
  run({ parts, form, isZeroed, isFlagged, zone }, [input]) {
    const isInstant = input?.kind === 'instant';
    const fields = new Float64Array(datePartNames.length);
    const places = parts.map((part) => datePartNames.indexOf(part));
    const write = writers[form](parts, places);
    return {
      type: 'numbers',
      run([values], outputs, count) {
        if (values === undefined) return;
        const width = outputs.length - Number(isFlagged);
        const flag = isFlagged ? outputs[width] : undefined;
        for (let row = 0; row < count; row++) {
          const value = values[row] as number;
          const isMissing = Number.isNaN(value);
          if (flag !== undefined) flag[row] = isMissing ? 1 : 0;
          if (isMissing) {
            const left = isZeroed ? 0 : Number.NaN;
            for (let o = 0; o < width; o++) (outputs[o] as Float64Array)[row] = left;
            continue;
          }
          readParts(zone === null ? value : value + offsetAt(zone, value), isInstant, fields);
          write(fields, outputs, row);
        }
      },
    };
  },
  explain({ parts, form, zone }, [input]) {
    const shape = { number: '', cycle: ' as points on a circle', oneHot: ', a 0/1 feature each' }[form];
    return `the ${parts.join(', ')} of ${input?.name}${zone === null ? '' : ` by the clocks of ${zone.name}`}${shape}`;
  },
});

const millisecondsADay = 86_400_000;

/** Writes all parts in the order of `datePartNames`. */
function readParts(value: number, isInstant: boolean, fields: Float64Array): void {
  const days = isInstant ? Math.floor(value / millisecondsADay) : value;
  const minutes = isInstant ? Math.floor((value - days * millisecondsADay) / 60_000) : 0;
  const { year, month, day } = civilFromDays(days);
  fields[0] = year;
  fields[1] = Math.floor((month + 2) / 3);
  fields[2] = month;
  fields[3] = day;
  fields[4] = weekdayOf(days) + 1;
  fields[5] = Math.floor(minutes / 60);
  fields[6] = minutes % 60;
}

/** How many values each part has and the first of them; a year has no end. */
export const datePartRanges: Readonly<Record<DatePart, { readonly first: number; readonly count: number }>> = {
  year: { first: 0, count: 0 },
  quarter: { first: 1, count: 4 },
  month: { first: 1, count: 12 },
  day: { first: 1, count: 31 },
  weekday: { first: 1, count: 7 },
  hour: { first: 0, count: 24 },
  minute: { first: 0, count: 60 },
};

function namesOf(part: DatePart, form: DatePartsLearned['form']): string[] {
  if (form === 'number') return [part];
  if (form === 'cycle') return [`${part} sine`, `${part} cosine`];
  if (part === 'weekday') return [...weekdayNames];
  if (part === 'month') return [...monthNames];
  const { first, count } = datePartRanges[part];
  return Array.from({ length: count }, (_, i) => `${part} ${first + i}`);
}

type Write = (fields: Float64Array, outputs: readonly Float64Array[], row: number) => void;

const writers: Readonly<
  Record<DatePartsLearned['form'], (parts: readonly DatePart[], places: readonly number[]) => Write>
> = {
  number: (_, places) => (fields, outputs, row) => {
    for (let p = 0; p < places.length; p++) (outputs[p] as Float64Array)[row] = fields[places[p] as number] as number;
  },
  cycle: (parts, places) => {
    const circles = parts.map((part) => circleOf(datePartRanges[part]));
    return (fields, outputs, row) => {
      for (let p = 0; p < places.length; p++) {
        const { first, sines, cosines } = circles[p] as Circle;
        const step = (fields[places[p] as number] as number) - first;
        (outputs[2 * p] as Float64Array)[row] = sines[step] as number;
        (outputs[2 * p + 1] as Float64Array)[row] = cosines[step] as number;
      }
    };
  },
  oneHot: (parts, places) => {
    const ranges = parts.map((part) => datePartRanges[part]);
    return (fields, outputs, row) => {
      let begin = 0;
      for (let p = 0; p < places.length; p++) {
        const { first, count } = ranges[p] as { first: number; count: number };
        const step = (fields[places[p] as number] as number) - first;
        for (let o = 0; o < count; o++) (outputs[begin + o] as Float64Array)[row] = o === step ? 1 : 0;
        begin += count;
      }
    };
  },
};

interface Circle {
  readonly first: number;
  readonly sines: Float64Array;
  readonly cosines: Float64Array;
}

function circleOf({ first, count }: { readonly first: number; readonly count: number }): Circle {
  return {
    first,
    sines: Float64Array.from({ length: count }, (_, step) => sineOfTurn(step, count)),
    cosines: Float64Array.from({ length: count }, (_, step) => cosineOfTurn(step, count)),
  };
}
