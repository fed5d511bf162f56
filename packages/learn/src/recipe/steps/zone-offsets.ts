import { daysFromCivil } from '@tend/table';
import { malformed, type Read, readList, readNumber, readObject, readText } from '../read-json.ts';

/**
 * What the clocks of a zone show beside UTC, as data: read once from the zone database of the runtime when a step is fitted, so
 * that a stored recipe gives the same wherever it runs.
 */
export interface ZoneOffsets {
  readonly name: string;
  /** Instants, ascending, from which on the next offset holds. */
  readonly changes: readonly number[];
  /** Milliseconds to add to UTC: one before the first change and one after each. */
  readonly offsets: readonly number[];
}

/** Changes are sought from 1900 to 2100; before and after the outer offsets hold. */
const [firstYear, lastYear] = [1900, 2100];
const week = 604_800_000;

/** Sought once a zone: each takes thousands of questions. */
const sought = new Map<string, ZoneOffsets | undefined>();

/** The offsets of a zone of the IANA database, such as Europe/Berlin; undefined for a name it does not have. */
export function zoneOffsets(name: string): ZoneOffsets | undefined {
  if (!sought.has(name)) sought.set(name, seekOffsets(name));
  return sought.get(name);
}

function seekOffsets(name: string): ZoneOffsets | undefined {
  const offsetOf = clockOf(name);
  if (offsetOf === undefined) return undefined;
  const changes: number[] = [];
  let before = daysFromCivil(firstYear, 1, 1) * 86_400_000;
  const offsets = [offsetOf(before)];
  for (const end = daysFromCivil(lastYear, 1, 1) * 86_400_000; before < end; before += week) {
    const offset = offsetOf(before + week);
    if (offset === offsets.at(-1)) continue;
    let [low, high] = [before, before + week];
    while (high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000;
      if (offsetOf(middle) === offsets.at(-1)) low = middle;
      else high = middle;
    }
    changes.push(high);
    offsets.push(offset);
  }
  return { name, changes, offsets };
}

/** The offset that holds at an instant. */
export function offsetAt({ changes, offsets }: ZoneOffsets, instant: number): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle] as number) <= instant) low = middle + 1;
    else high = middle;
  }
  return offsets[low] as number;
}

/** Offsets from stored JSON. */
export const readZone: Read<ZoneOffsets> = (json, path) => {
  const fields = readObject(json, path, ['name', 'changes', 'offsets']);
  const changes = readList(fields.changes, `${path}.changes`, readNumber);
  const offsets = readList(fields.offsets, `${path}.offsets`, readNumber);
  if (changes.some((one, place) => place > 0 && one <= (changes[place - 1] ?? one)))
    throw malformed(`${path}.changes`, 'ascending instants', changes);
  if (
    offsets.length !== changes.length + 1 ||
    offsets.some((one) => !Number.isInteger(one) || Math.abs(one) > 172_800_000)
  )
    throw malformed(`${path}.offsets`, `${changes.length + 1} offsets of at most two days`, offsets);
  return { name: readText(fields.name, `${path}.name`), changes, offsets };
};

/** What the clocks of a zone show less UTC, in milliseconds. */
function clockOf(name: string): ((instant: number) => number) | undefined {
  const digits = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  } as const;
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: name, hourCycle: 'h23', ...digits });
    return (instant) => {
      // 3/28/2021, 02:00:00
      const [month = 1, day = 1, year = 1970, hour = 0, minute = 0, second = 0] = format
        .format(instant)
        .split(/[/, :]+/)
        .map(Number);
      const clock = ((daysFromCivil(year, month, day) * 24 + hour) * 60 + minute) * 60_000 + second * 1000;
      return clock - instant;
    };
  } catch {
    return undefined;
  }
}
