import { bindRunner, storing } from './bind-runner.ts';
import type { BoundStep, MatrixSink, StepSinks } from './bound-step.ts';
import { recipeLanes } from './recipe-lanes.ts';
import type { RecipeTrace } from './recipe-trace.ts';
import type { Block, RunContext } from './runner.ts';

/** The steps of a recipe over blocks of rows. A table is a row of blocks, a single row is a block of one. */
export interface RecipeProgram {
  /** Where the columns of the table go, by their number in the trace. */
  readonly inputs: readonly Block[];
  /** What it does, in parts that share nothing but the matrix, which comes filled with zeros. */
  readonly lanes: readonly ProgramLane[];
  readonly matrix: MatrixSink;
}

/** Steps that depend on each other; `prepare` is to be called whenever the entries of a text block changed. */
export interface ProgramLane extends BoundStep {
  /** The inputs that it reads, by their number in the trace. */
  readonly inputs: readonly number[];
}

/** Values that stand in place of what a step computes, by the number of the step: one array an output, one entry a row. */
export type GivenValues = ReadonlyMap<number, readonly Float64Array[]>;

/** A program over blocks of `blockSize` rows. */
export function recipeProgram(
  trace: RecipeTrace,
  blockSize: number,
  context: RunContext = {},
  given: GivenValues = new Map(),
): RecipeProgram {
  const matrix: MatrixSink = { values: new Float32Array(0), rowCount: 0 };
  const featureOf = new Map(trace.features().map(({ column }, place) => [column, place]));
  const isRead = new Set(trace.steps.flatMap(({ inputs }) => inputs));
  const blocks: (Block | undefined)[] = trace.columns.map(() => undefined);
  const numbers = (): Block => ({ type: 'numbers', values: new Float64Array(blockSize) });
  for (const [number, { kind, isMade }] of trace.columns.entries()) {
    if (isMade) continue;
    blocks[number] =
      kind === 'text' ? { type: 'texts', codes: new Int32Array(blockSize).fill(-1), entries: [undefined] } : numbers();
  }
  const bound = trace.steps.map(({ definition, learned, inputs, outputs }, index): BoundStep => {
    const runner = definition.run(
      learned,
      inputs.map((number) => trace.columns[number] ?? { name: '', kind: 'number' }),
      context,
    );
    const read = inputs.map((number) => blocks[number] as Block);
    const values = given.get(index);
    for (const number of outputs) {
      if (runner.type === 'toText' && read[0]?.type === 'texts')
        blocks[number] = { type: 'texts', codes: read[0].codes, entries: [undefined] };
      else if (runner.type === 'same' && values === undefined) blocks[number] = read[0];
      else if (runner.type !== 'fromText' || isRead.has(number) || values !== undefined) blocks[number] = numbers();
    }
    const sinks = {
      blocks: outputs.map((number) => blocks[number]),
      features: Int32Array.from(outputs, (number) => featureOf.get(number) ?? -1),
      matrix,
    };
    return values === undefined ? bindRunner(runner, read, sinks) : copying(values, sinks);
  });
  return {
    inputs: blocks.slice(0, trace.columns.filter(({ isMade }) => !isMade).length) as readonly Block[],
    matrix,
    lanes: recipeLanes(trace).map(({ steps, inputs }) =>
      laneOf(
        steps.map((step) => bound[step] as BoundStep),
        inputs,
      ),
    ),
  };
}

function laneOf(steps: readonly BoundStep[], inputs: readonly number[]): ProgramLane {
  return {
    inputs,
    prepare() {
      for (let step = 0; step < steps.length; step++) (steps[step] as BoundStep).prepare();
    },
    run(count, begin) {
      for (let step = 0; step < steps.length; step++) (steps[step] as BoundStep).run(count, begin);
    },
  };
}

function copying(values: readonly Float64Array[], sinks: StepSinks): BoundStep {
  const outputs = sinks.blocks.map((block) => (block?.type === 'numbers' ? block.values : new Float64Array(0)));
  return storing(
    (count, begin) => {
      for (const [o, output] of outputs.entries())
        output.set((values[o] as Float64Array).subarray(begin, begin + count));
    },
    outputs,
    sinks,
  );
}
