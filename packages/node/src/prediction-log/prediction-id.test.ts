import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatPredictionId, parsePredictionId, randomSegmentId, segmentPattern } from './prediction-id.ts';

const segmentId = fc.stringMatching(/^[2-9a-hjkmnp-tv-z]{4,8}$/);
const deploymentId = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
const place = fc.record({ deploymentId, segmentId, row: fc.integer({ min: 1, max: 999_999_999 }) });

test('an id reads as in the handbook', () => {
  expect(formatPredictionId({ deploymentId: 'd3f9', segmentId: '7k2m', row: 42 })).toBe('d3f9-7k2m-000042');
});

test('ids round trip, also where the deployment itself contains hyphens', () => {
  fc.assert(
    fc.property(place, (given) => {
      expect(parsePredictionId(formatPredictionId(given))).toEqual(given);
    }),
  );
});

test('two places never share an id', () => {
  fc.assert(
    fc.property(place, place, (a, b) => {
      fc.pre(JSON.stringify(a) !== JSON.stringify(b));
      expect(formatPredictionId(a)).not.toBe(formatPredictionId(b));
    }),
  );
});

test.each([
  '',
  'd3f9',
  'd3f9-7k2m',
  'd3f9-7k2m-42',
  'd3f9-7k2m-000000',
  'd3f9-7k2m-0000042',
  'd3f9-7k2m-000042 ',
  'd3f9-7k2m-000042\n',
  'D3F9-7k2m-000042',
  'd3f9-7k1m-000042',
  '../x-7k2m-000042',
  'a/b-7k2m-000042',
  'd3f9/../d3f9-7k2m-000042',
  '-7k2m-000042',
  'd3f9--7k2m-000042',
  `${'d'.repeat(65)}-7k2m-000042`,
])('%j is no id', (id) => {
  expect(parsePredictionId(id)).toBeUndefined();
});

test('random segment ids keep to what can be said', () => {
  const ids = Array.from({ length: 500 }, () => randomSegmentId(4));
  for (const id of ids) expect(id).toMatch(segmentPattern);
  expect(new Set(ids).size).toBeGreaterThan(450);
});
