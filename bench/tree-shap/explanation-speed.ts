import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FeatureMatrix, type Fitted, fittedOfImported, parseLightgbmModel } from '@tend/learn';
import type { BenchOptions } from '../bench-options.ts';
import { lightGbmParameters } from '../boosted-trees/lightgbm-side.ts';
import { loadSet } from '../data-sets/load-set.ts';
import { type Pair, stopwatch, type Timing } from '../measure/timing.ts';
import { type PythonSide, startPython } from '../python/start-python.ts';
import { speed, thousandsPerSecond } from '../report/figures.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { setting } from '../report/publish.ts';
import { featureMatrix } from '../tend/training-data.ts';

const head = ['set', 'kind', 'against', 'rows', '1000 rows/s', 'speed wall / CPU', 'largest difference'];

/** What is explained how, against whom. */
interface Question {
  readonly kind: 'path';
  readonly against: 'shap' | 'lightgbm';
  readonly rows: number;
}

const questions: readonly Question[] = [
  { kind: 'path', against: 'shap', rows: 5000 },
  { kind: 'path', against: 'lightgbm', rows: 5000 },
];

/** Rows a second with one thread, all sides over the same model of LightGBM. */
export async function explanationSpeed(options: BenchOptions): Promise<string> {
  const { quick, repetitions = quick ? 1 : 3 } = options;
  const settings = { trees: 100, leaves: 31 };
  const side = startPython(options.python, join(import.meta.dirname, 'shap_side.py'), 1);
  const rows: string[][] = [];
  for (const name of options.sets ?? (quick ? ['thin'] : ['thin', 'adult'])) {
    const set = loadSet(name, options.datasets, 1);
    await side.load(set);
    const parameters = lightGbmParameters(set, settings, 2);
    await side.ask('train', { parameters, trees: settings.trees, model: side.file('model') });
    const model = fittedOfImported(parseLightgbmModel(readFileSync(side.file('model'), 'utf8')));
    for (const question of questions) {
      const count = quick ? question.rows / 10 : question.rows;
      const x = lightGbmNamed(featureMatrix(set, set.trainRows, set.trainRows + count));
      rows.push([
        name,
        question.kind,
        question.against,
        `${count}`,
        ...(await compare(side, model, question, x, repetitions)),
      ]);
    }
  }
  const versions = await side.versions();
  side.close();
  const how = `one thread, ${settings.trees} trees of ${settings.leaves} leaves, alternated repetitions: ${repetitions}`;
  return `${setting(versions, how)}\n\n${markdownTable(head, rows)}`;
}

async function compare(
  side: PythonSide,
  model: Fitted,
  { kind, against }: Question,
  x: FeatureMatrix,
  repetitions: number,
): Promise<readonly string[]> {
  const pairs: Pair[] = [];
  let difference = 0;
  for (let i = 0; i < repetitions; i++) {
    const request = { kind, against, rows: x.rowCount, values: side.file('values') };
    const theirs = await side.ask<Timing>('explain', request);
    const elapsed = stopwatch();
    const ours = explainAll(model, x);
    pairs.push({ theirs, ours: elapsed() });
    const expected = side.numbers('values');
    for (const [place, value] of ours.entries())
      difference = Math.max(difference, Math.abs(value - (expected[place] ?? Number.NaN)));
  }
  return [thousandsPerSecond(pairs, x.rowCount), speed(pairs), difference.toExponential(1)];
}

/** LightGBM calls columns without names so. */
function lightGbmNamed(x: FeatureMatrix): FeatureMatrix {
  const features = x.features.map((_, column) => ({ name: `Column_${column}`, source: `Column_${column}` }));
  return { ...x, features };
}

/** Contributions of all features to all rows, row by row. */
function explainAll(model: Fitted, x: FeatureMatrix): Float64Array {
  const all = new Float64Array(x.rowCount * x.features.length);
  for (let row = 0; row < x.rowCount; row++) all.set(model.explain(x, row).contributions, row * x.features.length);
  return all;
}
