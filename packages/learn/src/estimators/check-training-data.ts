import type { ColumnSource, FeatureMatrix, Targets, Task } from '../estimator.ts';
import { checkFeatures } from './check-features.ts';
import { InvalidData } from './invalid-data.ts';

/** Beyond it a gain of 2^relevance - 1 would be no whole number of 31 bits. */
const largestRelevance = 30;
/** Beyond it squares of targets would overflow. */
const largestTarget = 1e100;

/**
 * Throws `InvalidData` unless there is a row, targets and queries are of the task, weights finite, non-negative and not all 0, and the
 * feature matrix is well formed.
 */
export function checkTrainingData({
  x,
  y,
  weight,
  task = 'binary',
  classCount,
  query,
}: Targets & { readonly x: FeatureMatrix | ColumnSource }): void {
  checkFeatures(x);
  if (x.rowCount === 0) throw new InvalidData('training data', 'at least one row', 'none');
  if (y.length !== x.rowCount) throw new InvalidData('target', `${x.rowCount} values`, String(y.length));
  checkTargets(y, task, classCount);
  checkQueries(query, task, x.rowCount);
  if (weight === undefined) return;
  if (weight.length !== x.rowCount) throw new InvalidData('weights', `${x.rowCount} values`, String(weight.length));
  let total = 0;
  for (const [row, value] of weight.entries()) {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      throw new InvalidData(`weight of row ${row}`, 'a finite number from 0', String(value));
    total += value;
  }
  if (total === 0) throw new InvalidData('weights', 'at least one above 0', 'all 0');
}

/** Throws `InvalidData` unless each target is one of the task, and classes are counted where there are some. */
export function checkTargets(y: Float64Array, task: Task, classCount: number | undefined): void {
  if (task === 'multiclass' ? !(Number.isInteger(classCount) && Number(classCount) >= 2) : classCount !== undefined)
    throw new InvalidData(
      'classCount',
      task === 'multiclass' ? 'a whole number from 2' : `none for ${task}`,
      String(classCount),
    );
  const last = Number(classCount) - 1;
  for (let row = 0; row < y.length; row++) {
    const value = y[row] as number;
    const expected = expectation(value, task, last);
    if (expected !== undefined) throw new InvalidData(`target of row ${row}`, expected, String(value));
  }
}

/** What a target would have to be, where it is not. */
function expectation(value: number, task: Task, lastClass: number): string | undefined {
  if (task === 'binary' && value !== 0 && value !== 1) return '0 or 1';
  if (task === 'multiclass' && !(Number.isInteger(value) && value >= 0 && value <= lastClass))
    return `a class from 0 to ${lastClass}`;
  if (task === 'regression' && !(Math.abs(value) <= largestTarget)) return `a number within ${largestTarget} of 0`;
  if (task === 'ranking' && !(Number.isInteger(value) && value >= 0 && value <= largestRelevance))
    return `a whole relevance from 0 to ${largestRelevance}`;
  return undefined;
}

/** Rows of a query stand together: a number that comes again later would be two queries, or a mistake. */
function checkQueries(query: Int32Array | undefined, task: Task, rowCount: number): void {
  if (query === undefined || task !== 'ranking') {
    if ((query === undefined) === (task === 'ranking'))
      throw new InvalidData(
        'query',
        task === 'ranking' ? 'the query of each row' : `none for ${task}`,
        query ? 'some' : 'none',
      );
    return;
  }
  if (query.length !== rowCount) throw new InvalidData('query', `${rowCount} values`, String(query.length));
  const seen = new Set<number>();
  for (const [row, id] of query.entries()) {
    if (row > 0 && id === query[row - 1]) continue;
    if (seen.has(id)) throw new InvalidData(`query of row ${row}`, 'rows of a query together', `${id} once more`);
    seen.add(id);
  }
}
