import { scanRecords } from './scan-records.ts';

/** In order of preference. */
const candidates = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof candidates)[number];
const sampleRecords = 200;

/**
 * The delimiter of a text: the one that cuts the first 200 records into equally many fields, most fields first; where
 * none does (a ragged file), the one that cuts the header into most. A text without any is one column under `,`.
 */
export function sniffDelimiter(bytes: Uint8Array): Delimiter {
  let best: { readonly delimiter: Delimiter; readonly isEven: boolean; readonly fields: number } | undefined;
  for (const delimiter of candidates) {
    const scan = scanRecords(bytes, delimiter.charCodeAt(0), sampleRecords);
    const [isEven, fields] = [scan.issue === undefined, scan.header.length];
    if (fields < 2) continue;
    const isBetter = best === undefined || (isEven && !best.isEven) || (isEven === best.isEven && fields > best.fields);
    if (isBetter) best = { delimiter, isEven, fields };
  }
  return best?.delimiter ?? ',';
}
