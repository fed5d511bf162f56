import { crc32 } from 'node:zlib';

const opening = Buffer.from('{"crc":"');
const restStart = opening.length + 10;

/** One JSON object on one line, whose first member is the CRC-32 of the bytes behind it: `{"crc":"1a2b3c4d","n":1,...}`. */
export function encodeLine(fields: Readonly<Record<string, unknown>>): string {
  const rest = JSON.stringify(fields).slice(1);
  return `{"crc":"${checkOf(rest)}",${rest}\n`;
}

/** The fields of a line without its line feed, or undefined where its check does not hold. */
export function decodeLine(line: Buffer): Readonly<Record<string, unknown>> | undefined {
  if (line.length <= restStart || !line.subarray(0, opening.length).equals(opening)) return undefined;
  if (line.toString('latin1', opening.length, restStart) !== `${checkOf(line.subarray(restStart))}",`) return undefined;
  const fields: Record<string, unknown> = JSON.parse(line.toString('utf8'));
  return fields;
}

function checkOf(bytes: string | Buffer): string {
  return crc32(bytes).toString(16).padStart(8, '0');
}
