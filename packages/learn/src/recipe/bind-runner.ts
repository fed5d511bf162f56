import { bindFromText } from './bind-from-text.ts';
import type { BoundStep, StepSinks } from './bound-step.ts';
import type { Block, NumberBlock, Runner, TextBlock } from './runner.ts';
import { withinFloat32 } from './within-float32.ts';

/** A runner over blocks. */
export function bindRunner(runner: Runner, inputs: readonly Block[], sinks: StepSinks): BoundStep {
  if (runner.type === 'fromText') return bindFromText(runner, textBlock(inputs[0]), sinks);
  if (runner.type === 'toText') {
    const [from, to] = [textBlock(inputs[0]), textBlock(sinks.blocks[0])];
    return {
      prepare() {
        to.entries.length = from.entries.length;
        for (let entry = 0; entry < from.entries.length; entry++)
          to.entries[entry] = runner.encode(from.entries[entry]);
      },
      run() {},
    };
  }
  const outputs = sinks.blocks.map((block) => numberBlock(block).values);
  // Its output is the block that it reads.
  if (runner.type === 'same') return storing(() => {}, outputs, sinks);
  if (runner.type === 'mixed') return storing(runner.bind(inputs, outputs), outputs, sinks);
  const read = inputs.map((block) => numberBlock(block).values);
  return storing((count) => runner.run(read, outputs, count), outputs, sinks);
}

/** A step whose outputs are stored as features where they are some. */
export function storing(
  compute: (count: number, begin: number) => void,
  outputs: readonly Float64Array[],
  { features, matrix }: StepSinks,
): BoundStep {
  return {
    prepare() {},
    run(count, begin) {
      compute(count, begin);
      for (let o = 0; o < outputs.length; o++) {
        const feature = features[o] as number;
        if (feature >= 0)
          storeFeature(outputs[o] as Float64Array, count, matrix.values, feature * matrix.rowCount + begin);
      }
    },
  };
}

function storeFeature(from: Float64Array, count: number, to: Float32Array, at: number): void {
  for (let row = 0; row < count; row++) to[at + row] = withinFloat32(from[row] as number);
}

function textBlock(block: Block | undefined): TextBlock {
  if (block?.type !== 'texts') throw new TypeError('a step that reads text was given numbers');
  return block;
}

function numberBlock(block: Block | undefined): NumberBlock {
  if (block?.type !== 'numbers') throw new TypeError('a step that reads numbers was given texts');
  return block;
}
