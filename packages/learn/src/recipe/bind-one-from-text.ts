import type { BoundStep, StepSinks } from './bound-step.ts';
import type { FromTextRunner, TextBlock } from './runner.ts';
import { withinFloat32 } from './within-float32.ts';

/** A runner of one number from one text: each different text is encoded once, and a row costs one look into a table. */
export function bindOneFromText(runner: FromTextRunner, texts: TextBlock, sinks: StepSinks): BoundStep {
  const { features, matrix } = sinks;
  const feature = features[0] ?? -1;
  const block = sinks.blocks[0]?.type === 'numbers' ? sinks.blocks[0].values : undefined;
  /** By code + 1, as the entries. */
  let numbers = new Float64Array(8);
  let stored = new Float32Array(8);
  let emitted = 0;
  const emit = (_: number, value: number): void => {
    emitted = value;
  };
  return {
    prepare() {
      const { entries } = texts;
      if (numbers.length < entries.length) {
        numbers = new Float64Array(entries.length);
        stored = new Float32Array(entries.length);
      }
      for (let entry = 0; entry < entries.length; entry++) {
        // What is not emitted is 0.
        emitted = 0;
        runner.encode(entries[entry], emit);
        numbers[entry] = emitted;
        stored[entry] = withinFloat32(emitted);
      }
    },
    run(count, begin) {
      if (block !== undefined) lookUp(numbers, texts.codes, count, block, 0);
      if (feature >= 0) lookUp(stored, texts.codes, count, matrix.values, feature * matrix.rowCount + begin);
    },
  };
}

function lookUp(
  table: Float32Array | Float64Array,
  codes: Int32Array,
  count: number,
  to: Float32Array | Float64Array,
  at: number,
): void {
  for (let row = 0; row < count; row++) to[at + row] = table[(codes[row] as number) + 1] as number;
}
