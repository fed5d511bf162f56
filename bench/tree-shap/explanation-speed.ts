import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExplainedModel, type FeatureMatrix, parseLightgbmModel, shapInteractions, shapValues } from '@tend/learn';
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
  readonly kind: 'path' | 'interventional' | 'interactions';
  readonly against: 'shap' | 'lightgbm';
  readonly rows: number;
}

const questions: readonly Question[] = [
  { kind: 'path', against: 'shap', rows: 5000 },
  { kind: 'path', against: 'lightgbm', rows: 5000 },
  { kind: 'interventional', against: 'shap', rows: 300 },
  { kind: 'interactions', against: 'shap', rows: 100 },
];
const backgroundRows = 100;

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
    const model = parseLightgbmModel(readFileSync(side.file('model'), 'utf8'));
    const background = lightGbmNamed(featureMatrix(set, 0, backgroundRows));
    for (const question of questions) {
      const count = quick ? question.rows / 10 : question.rows;
      const x = lightGbmNamed(featureMatrix(set, set.trainRows, set.trainRows + count));
      const ours = (): Float64Array => explain(model, question.kind, x, background);
      const figures = await compare(side, question, x.rowCount, ours, repetitions);
      rows.push([name, question.kind, question.against, `${count}`, ...figures]);
    }
  }
  const versions = await side.versions();
  side.close();
  const how = `one thread, ${settings.trees} trees of ${settings.leaves} leaves, alternated repetitions: ${repetitions}`;
  return `${setting(versions, how)}\n\n${markdownTable(head, rows)}`;
}

async function compare(
  side: PythonSide,
  { kind, against }: Question,
  rows: number,
  explainOurs: () => Float64Array,
  repetitions: number,
): Promise<readonly string[]> {
  const request = { kind, against, rows, background: backgroundRows, values: side.file('values') };
  const pairs: Pair[] = [];
  // What is prepared once for a model is there after this.
  const values = explainOurs();
  for (let i = 0; i < repetitions; i++) {
    const theirs = await side.ask<Timing>('explain', request);
    const elapsed = stopwatch();
    explainOurs();
    pairs.push({ theirs, ours: elapsed() });
  }
  const expected = side.numbers('values');
  const difference = values.reduce((most, value, place) => {
    return Math.max(most, Math.abs(value - (expected[place] ?? Number.NaN)));
  }, 0);
  return [thousandsPerSecond(pairs, rows), speed(pairs), difference.toExponential(1)];
}

/** Contributions to the margin, row by row; of interactions a square of them a row. */
function explain(
  model: ExplainedModel,
  kind: Question['kind'],
  x: FeatureMatrix,
  background: FeatureMatrix,
): Float64Array {
  if (kind === 'interactions') return shapInteractions(model, x).interactions;
  return shapValues(model, x, kind === 'interventional' ? { background } : {}).contributions;
}

/** LightGBM calls columns without names so. */
function lightGbmNamed(x: FeatureMatrix): FeatureMatrix {
  const features = x.features.map((_, column) => ({ name: `Column_${column}`, source: `Column_${column}` }));
  return { ...x, features };
}
