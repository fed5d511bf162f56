import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import {
  exportFittedToOnnx,
  exportImportedToOnnx,
  fit,
  InvalidData,
  MalformedModel,
  type OnnxExport,
  parseLightgbmModel,
} from '@tend/learn';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import lightgbm from '../../../learn/src/interchange/lightgbm/lightgbm.reference.json' with { type: 'json' };
import { checkOnnxFile } from './check-onnx-file.ts';
import reference from './onnx-model.reference.json' with { type: 'json' };
import type { OnnxRuntime } from './onnx-runtime.ts';
import { type OnnxModel, openOnnxModel } from './open-onnx-model.ts';

const require = createRequire(import.meta.url);
const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
const mixed = bytesOf(reference.mixed.model);

/** onnxruntime-node as it is installed here, or the module that TEND_ONNXRUNTIME names: the package is an optional peer. */
function findRuntime(): OnnxRuntime | undefined {
  const named = process.env.TEND_ONNXRUNTIME;
  const path = named ?? installedPath();
  return path === undefined ? undefined : require(path);
}

function installedPath(): string | undefined {
  try {
    return require.resolve('onnxruntime-node');
  } catch {
    return undefined;
  }
}

const runtime = findRuntime();

describe('a file is refused before any runtime sees it', () => {
  test.each(Object.entries(reference.externals))('data in another file: %s', async (_, model) => {
    await expect(openOnnxModel(bytesOf(model))).rejects.toThrow('data in another file');
  });

  test('a file that stands alone passes', () => {
    for (const model of [mixed, bytesOf(reference.free), bytesOf(reference.zipmap)])
      expect(() => checkOnnxFile(model)).not.toThrow();
  });

  test.each([
    ['nothing', new Uint8Array()],
    ['a text', new TextEncoder().encode('{"model": "onnx"}')],
    ['zeros', new Uint8Array(64)],
    ['a model of Tend', new TextEncoder().encode('TENDMDL\u0001')],
  ])('%s', async (_, bytes) => {
    await expect(openOnnxModel(bytes)).rejects.toThrow(MalformedModel);
  });

  test('a file that is cut off', () => {
    for (let end = 0; end < mixed.length - 40; end++)
      expect(() => checkOnnxFile(mixed.subarray(0, end)), String(end)).toThrow(MalformedModel);
  });

  test('any bytes either pass or are refused, without another error or a hang', () => {
    const changed = fc.tuple(fc.nat(mixed.length - 1), fc.nat(255)).map(([at, byte]) => mixed.with(at, byte));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), changed), (bytes) => {
        try {
          checkOnnxFile(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedModel);
        }
      }),
      { numRuns: 500 },
    );
  });
});

test.skipIf(installedPath() !== undefined)('without onnxruntime-node it says what to install', () => {
  // In Node itself: Vite answers for optional peers in its own way.
  const code = `import { openOnnxModel } from './open-onnx-model.ts';
    await openOnnxModel(Buffer.from('${reference.mixed.model}', 'base64')).catch((error) => console.log(String(error)));`;
  const flags = ['--no-warnings', '--input-type=module', '--eval', code];
  const printed = execFileSync(process.execPath, flags, { cwd: import.meta.dirname, encoding: 'utf8' });
  expect(printed).toMatch(/^MissingOnnxRuntime: .*: npm install onnxruntime-node\n$/);
});

const suite =
  runtime === undefined ? 'run by onnxruntime (skipped: onnxruntime-node is not installed)' : 'run by onnxruntime';
describe.skipIf(runtime === undefined)(suite, () => {
  const open = (bytes: Uint8Array): Promise<OnnxModel> => openOnnxModel(bytes, runtime && { runtime });

  test('a model of several inputs and outputs answers as onnxruntime in Python', async () => {
    const model = await open(mixed);
    expect(model.inputs).toEqual([
      { name: 'x', type: 'float32', shape: ['N', 3] },
      { name: 'count', type: 'int64', shape: ['N', 1] },
      { name: 'kind', type: 'string', shape: ['N', 1] },
    ]);
    expect(model.outputs.map(({ name }) => name)).toEqual(['score', 'label']);
    const { score, label } = await model.predict(reference.mixed.rows);
    expect(score?.shape).toEqual([3, 2]);
    expect([...(score?.values ?? [])]).toEqual(reference.mixed.score);
    expect(Array.from(label?.values ?? [], Number)).toEqual(reference.mixed.label);
    await model.close();
  });

  test('rows that do not fit are refused', async () => {
    const model = await open(mixed);
    const row = reference.mixed.rows[0]!;
    const { kind: _, ...absent } = row;
    for (const [wrong, why] of [
      [absent, 'no kind'],
      [{ ...row, other: 1 }, 'other'],
      [{ ...row, x: [1, 2] }, '3 values'],
      [{ ...row, x: ['1', 2, 3] }, 'a number'],
      [{ ...row, count: 1.5 }, 'a whole number'],
      [{ ...row, count: null }, 'a whole number'],
      [{ ...row, count: 2n ** 63n }, 'a whole number'],
      [{ ...row, kind: 3 }, 'texts'],
    ] as const) {
      await expect(model.predict([row, wrong]), why).rejects.toThrow(InvalidData);
      await expect(model.predict([row, wrong])).rejects.toThrow(why);
    }
    await model.close();
  });

  test('a fixed number of rows is kept; inputs without rows of one size are refused', async () => {
    const pair = await open(bytesOf(reference.pair));
    const { y } = await pair.predict([{ x: [1, 2, 3] }, { x: [4, 5, null] }]);
    expect([...(y?.values ?? [])]).toEqual([2, 4, 6, 8, 10, Number.NaN]);
    await expect(pair.predict([{ x: [1, 2, 3] }])).rejects.toThrow('2 rows');
    for (const model of [reference.free, reference.scalar])
      await expect((await open(bytesOf(model))).predict([{ x: 1 }])).rejects.toThrow('rows of one size');
  });

  test('outputs that are no tensors and graphs that the runtime refuses are malformed here', async () => {
    await expect(open(bytesOf(reference.zipmap))).rejects.toThrow('zipmap=False');
    const unknown = Buffer.from(mixed).toString('latin1').replaceAll('ArgMax', 'ArgMux');
    await expect(open(new Uint8Array(Buffer.from(unknown, 'latin1')))).rejects.toThrow('one that onnxruntime opens');
  });

  test('what is exported here runs here', async () => {
    const names = ['a', 'b'];
    const values = Float32Array.from({ length: 80 }, (_, i) => ((i * 37) % 23) - 11);
    const x = { rowCount: 40, features: names.map((name) => ({ name, source: name })), values };
    const y = Float64Array.from({ length: 40 }, (_, row) => 3 * values[row]! - values[40 + row]! + 1);
    const fitted = fit('linear', {}, { x, y, task: 'regression' }, { seed: 1 });
    await expectEqual(exportFittedToOnnx(fitted), fitted.predict(x), (row) => [values[row]!, values[40 + row]!]);
  });

  test('what LightGBM made runs here', async () => {
    const model = parseLightgbmModel(lightgbm.cases.find(({ name }) => name === 'multiclass')!.text);
    const { features } = model.manifest;
    const cells = Array.from({ length: 40 }, (_, row) => features.map((_, f) => ((row * 31 + f * 7) % 12) - (f % 3)));
    const values = Float64Array.from(features.flatMap((_, f) => cells.map((row) => row[f]!)));
    const expected = model.predictAll({ rowCount: 40, features, values });
    await expectEqual(exportImportedToOnnx(model), expected, (row) => cells[row]!);
  });

  async function expectEqual(
    exported: OnnxExport,
    expected: Float64Array,
    cellsOf: (row: number) => readonly number[],
  ): Promise<void> {
    const model = await open(exported.bytes);
    const answers = await model.predict(Array.from({ length: 40 }, (_, row) => ({ features: cellsOf(row) })));
    const { values, shape } = answers[exported.output.name]!;
    expect(shape).toEqual([40, exported.output.width]);
    for (const [i, value] of expected.entries())
      expect(Math.abs(Number(values[i]) - value)).toBeLessThan(1e-6 * Math.max(1, Math.abs(value)));
    await model.close();
  }
});
