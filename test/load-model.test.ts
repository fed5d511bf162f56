import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  assembleModel,
  type BinaryManifest,
  type EstimatorName,
  encodeModel,
  fit,
  fitRecipe,
  generateRowType,
  type Model,
  type NumberParts,
  openBinaryModel,
  parseLightgbmModel,
  proposeRecipe,
} from '@tend/learn';
import { loadModel } from '@tend/learn/load-model';
import { numericColumn, type Row, rowAt, tableOf, textColumn } from '@tend/table';
import { describe, expect, test } from 'vitest';
import lightgbm from '../packages/learn/src/interchange/lightgbm/lightgbm.reference.json' with { type: 'json' };
import { root } from '../scripts/source-files.ts';
import { findChromium, textOfPage } from './load-model/chromium.ts';
import { type GraphModule, moduleGraph } from './load-model/module-graph.ts';

const index = Array.from({ length: 200 }, (_, row) => row);
const kinds = ['klein', 'groß 🐦', null];
const table = tableOf([
  textColumn(
    'größe',
    index.map((row) => kinds[(row * 7) % 3] ?? null),
  ),
  numericColumn(
    'speed',
    'number',
    index.map((row) => (row % 11 === 0 ? null : ((row * 53) % 97) + 0.25)),
  ),
  numericColumn(
    'day',
    'date',
    index.map((row) => row * 13 - 500),
  ),
  numericColumn(
    'at',
    'instant',
    index.map((row) => row * 86_399_123),
  ),
  numericColumn(
    'night',
    'boolean',
    index.map((row) => row % 2),
  ),
]);
const all = Int32Array.from(index);
const names = table.columns.map(({ name }) => name);
const rows: readonly Row[] = [0, 1, 2, 11, 77].map((row) => rowAt(table, row));

function train(name: EstimatorName): Model<BinaryManifest> {
  const plan = proposeRecipe(table, all, names, { for: name, ruleExpression: "row['größe'] == 'klein' || speed > 60" });
  const { recipe, x } = fitRecipe(plan, table, all);
  const y = Float64Array.from(index, (row) => Number(((row * 53) % 97) + (row % 5) * 8 > 70));
  // biome-ignore lint/suspicious/noFocusedTests: fits an estimator
  const fitted = fit(name, {}, { x, y }, { seed: 7 });
  return assembleModel({ recipe, fitted, threshold: 0.4, positive: 'yes' });
}

/** A model of LightGBM behind a recipe that passes its columns through. */
function imported(caseName: string): NumberParts {
  const fitted = parseLightgbmModel(lightgbm.cases.find(({ name }) => name === caseName)?.text ?? '');
  const columns = fitted.manifest.features.map(({ name }) => name);
  const steps = columns.map((name) => ({ step: 'passThrough', inputs: [name], outputs: [name], learned: {} }));
  const inputs = columns.map((name) => ({ name, kind: 'number' }) as const);
  return { recipe: { format: 2, inputs, steps, features: columns.map((name) => ({ name, source: name })) }, fitted };
}
const importedRow: Row = { b2: 0.5, a: null, kind: 12, B: -1, zeros: 0, é: 3 };

const models = [
  ...(['majority', 'rule', 'logistic', 'boostedTrees'] as const).map((name) => ({ name, model: train(name), rows })),
  {
    name: 'imported',
    model: assembleModel({ ...imported('binary'), threshold: 0.5, positive: 'yes' }),
    rows: [importedRow],
  },
].map(({ name, model, rows }) => {
  const open = openBinaryModel(model.manifest, model.weights);
  return { name, bytes: encodeModel(model), rows, expected: rows.map((row) => open.predictRow(row)), open };
});

const modules = moduleGraph('packages/learn/src/load-model.ts');
const asked = [
  ...models,
  { bytes: encodeModel(assembleModel(imported('poisson'))), rows: [importedRow] },
  { bytes: encodeModel(assembleModel({ ...imported('multiclass'), classes: ['a', 'b', 'ö'] })), rows: [importedRow] },
];
const question = JSON.stringify(asked.map(({ bytes, rows }) => ({ bytes: [...bytes], rows })));
/** Plain JavaScript: which globals of Node or the web there are, and the answers of every model to its rows, as JSON. */
const code = `JSON.stringify({
  globals: ['process', 'Buffer', 'require', 'performance', 'setTimeout', 'fetch'].filter((name) => name in globalThis),
  answers: ${question}.map(({ bytes, rows }) => {
    const model = entry.loadModel(Uint8Array.from(bytes));
    return rows.map((row) => model.predict(row));
  }),
})`;
const answers = asked.map(({ bytes, rows }) => {
  const model = loadModel(bytes);
  return rows.map((row) => model.predict(row));
});

test.each(models)('loadModel answers as the $name model it stores', ({ bytes, rows, expected, open }) => {
  const model = loadModel(bytes, 'binary');
  const decided = expected.map((probability) => ({ probability, isPositive: probability >= model.threshold }));
  expect(rows.map((row) => model.predict(row))).toEqual(decided);
  expect(model.explain(rows[0]!)).toEqual(open.explainRow(rows[0]!));
  expect(model.inputs).toEqual(open.inputs);
  expect(model.threshold).toBe(open.manifest.threshold);
});

test('runs in a bare V8 context, which has nothing of Node, to the last bit', () => {
  expect(modules.length).toBeGreaterThan(50);
  const script = fileURLToPath(new URL('load-model/bare-context.ts', import.meta.url));
  const flags = ['--experimental-vm-modules', '--no-warnings', script];
  const printed = execFileSync(process.execPath, flags, { encoding: 'utf8', input: JSON.stringify({ modules, code }) });
  expect(JSON.parse(printed)).toEqual({ globals: [], answers });
});

const chromium = findChromium();
const browserTest =
  chromium === undefined
    ? 'runs in a browser (skipped: no Chromium here; TEND_CHROMIUM may name one)'
    : 'runs in a browser';
test.skipIf(chromium === undefined)(browserTest, { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tend-browser-'));
  try {
    const page = join(folder, 'page.html');
    writeFileSync(page, pageOf(modules));
    const text = await textOfPage(chromium ?? '', folder, pathToFileURL(page).href);
    expect(JSON.parse(text).answers).toEqual(answers);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A page that needs no server: its modules are data, found by an import map. */
function pageOf(graph: readonly GraphModule[]): string {
  const data = (text: string): string => `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`;
  const imports = Object.fromEntries(graph.map((module) => [module.id, data(module.code)]));
  const main = data(`import * as entry from 'm0';\ndocument.querySelector('pre').textContent = ${code};`);
  return `<!doctype html><meta charset="utf-8"><pre></pre>
<script type="importmap">${JSON.stringify({ imports })}</script>
<script type="module" src="${main}"></script>`;
}

describe('generateRowType', () => {
  const logistic = models.find(({ name }) => name === 'logistic')!;

  test('gives a type that takes a row of the model and refuses others', () => {
    const good = JSON.stringify(logistic.rows[0]);
    const folder = mkdtempSync(join(tmpdir(), 'tend-row-type-'));
    const text = `${generateRowType(logistic.open.inputs)}
type Cell = number | string | boolean | null;
declare function predict<R extends Readonly<Record<string, Cell>>>(row: R): number;
const row: ModelRow = ${good};
predict<ModelRow>(row);
// @ts-expect-error a text for a number
predict<ModelRow>({ ...row, speed: '12' });
// @ts-expect-error a number for a date
predict<ModelRow>({ ...row, day: 12 });
// @ts-expect-error an absent column
predict<ModelRow>({ speed: 12 });
`;
    try {
      writeFileSync(join(folder, 'row.ts'), text);
      const compiler = join(root, 'node_modules/typescript/bin/tsc');
      const flags = ['--noEmit', '--strict', '--ignoreConfig', '--types', '', join(folder, 'row.ts')];
      expect(execFileSync(process.execPath, [compiler, ...flags], { encoding: 'utf8' })).toBe('');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('says how dates are written, quotes any name and refuses a name that is none', () => {
    const source = generateRowType(
      [
        { name: 'a "b"\n*/', kind: 'date' },
        { name: 'n', kind: 'integer' },
      ],
      'Flight',
    );
    expect(source).toContain('export type Flight = {');
    expect(source).toContain('readonly "a \\"b\\"\\n*/": string | null;');
    expect(source).toContain('2001-03-05');
    expect(() => generateRowType([], 'a b')).toThrow(RangeError);
  });
});
