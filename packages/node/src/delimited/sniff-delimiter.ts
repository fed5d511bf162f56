import { type DelimitedMemory, scanEndings } from '@tend/kernels';
import { mostColumns, type ScanPlace } from './read-header.ts';
import type { TextSource } from './text-source.ts';

/** In order of preference. */
const candidates = [',', ';', '\t', '|'] as const;
const sampleRecords = 200;

/**
 * The delimiter of a text: the one that cuts the first 200 records into equally many fields, most fields first; where
 * none does (a ragged file), the one that cuts the header into most. A text without any is one column under `,`.
 */
export function sniffDelimiter(memory: DelimitedMemory, source: TextSource, quote: number, place: ScanPlace): string {
  const report = place.report >>> 2;
  const scan = (delimiter: string, from: number, columnCount: number, capacity: number) => {
    const { address, length, isLast } = source;
    const code = delimiter.charCodeAt(0);
    memory.words[report + 7] = 0;
    const ending = memory.kernels.scanRecords(
      ...([
        address,
        from,
        length,
        isLast ? 1 : 0,
        code,
        quote,
        columnCount,
        place.fields,
        capacity,
        place.report,
      ] as const),
    );
    return scanEndings[ending];
  };
  let best: { readonly delimiter: string; readonly isEven: boolean; readonly fields: number } | undefined;
  for (const delimiter of candidates) {
    const header = scan(delimiter, 0, mostColumns + 1, place.capacity);
    const [, , , end = 0, fields = 0] = memory.words.subarray(report, report + 5);
    if (header !== 'ragged' || fields < 2 || fields > mostColumns) continue;
    const records = Math.min(sampleRecords, Math.floor(place.capacity / (fields + 1)));
    const ending = scan(delimiter, end, fields, records * (fields + 1));
    const isEven = ending === 'done' || ending === 'full' || ending === 'blank line';
    const isBetter = best === undefined || (isEven && !best.isEven) || (isEven === best.isEven && fields > best.fields);
    if (isBetter) best = { delimiter, isEven, fields };
  }
  return best?.delimiter ?? ',';
}
