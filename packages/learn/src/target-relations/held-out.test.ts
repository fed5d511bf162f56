import { randomStream } from '@tend/kernels';
import { expect, test } from 'vitest';
import { rocAucInterval } from '../metrics/delong.ts';
import { foldSums } from './fold-sums.ts';
import { heldOutAuc } from './held-out-auc.ts';
import { heldOutVariance } from './held-out-variance.ts';
import { foldCount, type Outcome, outcomeOf } from './outcome.ts';

const n = 1200;
const codeCount = 7;
const all = Int32Array.from({ length: n }, (_, row) => row);
const random = randomStream(8);
const codes = Array.from({ length: n }, () => random.integer(codeCount));
const values = Float64Array.from(codes, (code) => code + 3 * random.normal() ** 3);
const y = Int8Array.from(codes, (code) => (random.uniform() < 0.1 + 0.05 * code ? 1 : 0));

/** What the other folds say about a code, row by row. */
function predictions(outcome: Outcome, of: (row: number) => number): Float64Array {
  return Float64Array.from(codes, (code, row) => {
    const learnt = codes.map((_, i) => i).filter((i) => outcome.folds[i] !== outcome.folds[row]);
    const same = learnt.filter((i) => codes[i] === code);
    const base = learnt.reduce((sum, i) => sum + of(i), 0) / learnt.length;
    return (same.reduce((sum, i) => sum + of(i), 0) + 10 * base) / (same.length + 10);
  });
}

test('the area is the mean of the areas by fold, its error that of DeLong', () => {
  const outcome = outcomeOf({ type: 'binary', y }, all)!;
  const found = heldOutAuc(foldSums(Uint8Array.from(codes), codeCount, outcome), [1], 0.95)!;
  const scores = predictions(outcome, (row) => y[row] ?? 0);
  let [value, variance] = [0, 0];
  for (let fold = 0; fold < foldCount; fold++) {
    const rows = all.filter((row) => outcome.folds[row] === fold);
    const judged = rocAucInterval(
      Float64Array.from(rows, (row) => y[row] ?? 0),
      Float64Array.from(rows, (row) => scores[row] ?? 0),
      0.95,
    );
    const logits = [judged.low, judged.high].map((p) => Math.log(p / (1 - p))) as [number, number];
    const error = ((logits[1] - logits[0]) / 2 / 1.959963984540054) * judged.value * (1 - judged.value);
    value += (rows.length / n) * judged.value;
    variance += (rows.length / n) ** 2 * error ** 2;
  }
  expect(found.value).toBeCloseTo(value, 12);
  // Wider by no more than the noise in the rates, a few percent here; DeLong divides by one less than the cases of a class.
  const half = (1.959963984540054 * Math.sqrt(variance)) / (value * (1 - value));
  const foundHalf = Math.log(found.high / (1 - found.high)) - Math.log(value / (1 - value));
  expect(foundHalf / half).toBeGreaterThan(1);
  expect(foundHalf / half).toBeLessThan(1.06);
});

test('the area of several classes is the mean of each against the others', () => {
  const three = Int32Array.from(codes, (code, row) => (y[row] === 1 ? 2 : code > 3 ? 1 : 0));
  const outcome = outcomeOf({ type: 'classes', codes: three, classes: ['a', 'b', 'c'] }, all)!;
  if (outcome.type !== 'classes') throw new Error('expected classes');
  const table = foldSums(Uint8Array.from(codes), codeCount, outcome);
  const whole = heldOutAuc(table, outcome.asked, 0.95)!;
  const single = outcome.asked.map((asked) => heldOutAuc(table, [asked], 0.95)!);
  expect(whole.value).toBeCloseTo(
    single.reduce((sum, { value }) => sum + value / 3, 0),
    12,
  );
  expect(whole.high - whole.low).toBeLessThan(Math.max(...single.map(({ low, high }) => high - low)));
});

test('the share of variance and its error are those of the rows', () => {
  const outcome = outcomeOf({ type: 'number', values }, all)!;
  const found = heldOutVariance(foldSums(Uint8Array.from(codes), codeCount, outcome), 0.95);
  const predicted = predictions(outcome, (row) => values[row] ?? 0);
  const guessed = Float64Array.from(all, (row) => {
    const learnt = all.filter((i) => outcome.folds[i] !== outcome.folds[row]);
    return learnt.reduce((sum, i) => sum + (values[i] ?? 0), 0) / learnt.length;
  });
  const loss = values.map((value, i) => (value - (predicted[i] ?? 0)) ** 2);
  const base = values.map((value, i) => (value - (guessed[i] ?? 0)) ** 2);
  const [losses, bases] = [loss, base].map((each) => each.reduce((sum, one) => sum + one, 0)) as [number, number];
  const squares = loss.reduce((sum, one, i) => sum + (one - (losses / bases) * (base[i] ?? 0)) ** 2, 0);
  expect(found.value).toBeCloseTo(1 - losses / bases, 12);
  const half = (1.959963984540054 * Math.sqrt(squares)) / bases;
  expect((found.high - found.value) / half).toBeGreaterThan(1);
  expect((found.high - found.value) / half).toBeLessThan(1.2);
});
