import { monthNames, weekdayNames } from '../../time-behaviour/calendar-names.ts';
import { flagMissing, hasMissing } from '../missing-values.ts';
import { malformed, readChoice, readFlag, readList, readObject } from '../read-json.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';
import { type DatePart, type DatePartForm, datePartNames, datePartRanges } from './date-part.ts';
import { partReader } from './read-date-parts.ts';
import { partWriter } from './write-date-part.ts';
import { readZone, type ZoneOffsets, zoneOffsets } from './zone-offsets.ts';

const forms = ['number', 'cycle', 'oneHot'] as const satisfies readonly DatePartForm[];

export interface DatePartsLearned {
  readonly parts: readonly DatePart[];
  readonly form: DatePartForm;
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
    const hasGaps = missing === 'flag' && input !== undefined && input.kind !== 'text' && hasMissing(input.values);
    return {
      parts: parts.filter((part) => !isDate || (part !== 'hour' && part !== 'minute')),
      form,
      isZeroed: missing !== 'keep',
      isFlagged: hasGaps,
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
    const reader = partReader(input?.kind === 'instant', zone);
    // A number that stays missing where it is goes straight to its output.
    const isStraight = form === 'number' && !isZeroed;
    const writers = parts.map((part) => partWriter(part, form, isZeroed ? 0 : Number.NaN));
    const widths = parts.map((part) => namesOf(part, form).length);
    let scratch = new Float64Array(0);
    return {
      type: 'numbers',
      run([values], outputs, count) {
        if (values === undefined) return;
        reader.load(values, count);
        if (!isStraight && scratch.length < count) scratch = new Float64Array(count);
        let begin = 0;
        for (let p = 0; p < parts.length; p++) {
          const part = isStraight ? (outputs[begin] as Float64Array) : scratch;
          reader.read(parts[p] as DatePart, part);
          if (!isStraight) writers[p]?.(part, outputs, begin, count);
          begin += widths[p] as number;
        }
        const flag = isFlagged ? outputs[begin] : undefined;
        if (flag !== undefined) flagMissing(values, flag, count);
      },
    };
  },
  explain({ parts, form, zone }, [input]) {
    const shape = { number: '', cycle: ' as points on a circle', oneHot: ', a 0/1 feature each' }[form];
    return `the ${parts.join(', ')} of ${input?.name}${zone === null ? '' : ` by the clocks of ${zone.name}`}${shape}`;
  },
});

function namesOf(part: DatePart, form: DatePartForm): string[] {
  if (form === 'number') return [part];
  if (form === 'cycle') return [`${part} sine`, `${part} cosine`];
  if (part === 'weekday') return [...weekdayNames];
  if (part === 'month') return [...monthNames];
  const { first, count } = datePartRanges[part];
  return Array.from({ length: count }, (_, i) => `${part} ${first + i}`);
}
