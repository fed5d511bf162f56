import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeLine, encodeLine } from './segment-line.ts';

const fields = fc
  .dictionary(fc.string(), fc.jsonValue())
  .filter((value) => !('crc' in value) && '__proto__' !== Object.keys(value)[0]);

test('a line is one JSON object on one line and reads back', () => {
  fc.assert(
    fc.property(fields, (given) => {
      fc.pre(Object.keys(given).length > 0);
      const line = encodeLine(given);
      expect(line.indexOf('\n')).toBe(line.length - 1);
      const { crc, ...rest } = JSON.parse(line);
      expect(crc).toMatch(/^[0-9a-f]{8}$/);
      expect(decodeLine(Buffer.from(line.slice(0, -1)))).toEqual({ crc, ...rest });
      expect(rest).toEqual(JSON.parse(JSON.stringify(given)));
    }),
  );
});

test('the check is the CRC-32 of zlib over the bytes behind it', () => {
  // Python: format(zlib.crc32('"n":1,"city":"Zürich"}'.encode()), '08x')
  expect(encodeLine({ n: 1, city: 'Zürich' })).toBe('{"crc":"cc8edd56","n":1,"city":"Zürich"}\n');
});

test('any changed byte, any missing end and any foreign line is found', () => {
  const line = Buffer.from(encodeLine({ n: 7, row: { size: 'Large' }, score: 0.25 }).trimEnd());
  for (let at = 0; at < line.length; at++) {
    const changed = Buffer.from(line);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(decodeLine(changed), `byte ${at}`).toBeUndefined();
    expect(decodeLine(line.subarray(0, at)), `cut at ${at}`).toBeUndefined();
  }
  expect(decodeLine(Buffer.from('{"n":7,"row":{"size":"Large"},"score":0.25}'))).toBeUndefined();
  expect(decodeLine(line)).toMatchObject({ n: 7, score: 0.25 });
});
