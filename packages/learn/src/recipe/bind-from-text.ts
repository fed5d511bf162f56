import { bindOneFromText } from './bind-one-from-text.ts';
import type { BoundStep, MatrixSink, StepSinks } from './bound-step.ts';
import type { FromTextRunner, TextBlock } from './runner.ts';
import { withinFloat32 } from './within-float32.ts';

/**
 * A runner of texts over blocks: each different text is encoded once, its outputs that are not 0 are kept in a list, and a row
 * costs no more than the length of that list. Features are written without an intermediate column.
 */
export function bindFromText(runner: FromTextRunner, texts: TextBlock, sinks: StepSinks): BoundStep {
  const { features, matrix } = sinks;
  if (features.length === 1) return bindOneFromText(runner, texts, sinks);
  const blocks = sinks.blocks.map((block) => (block?.type === 'numbers' ? block.values : undefined));
  const isRead = blocks.some((block) => block !== undefined);
  let starts = new Int32Array(8);
  let places = new Int32Array(8);
  let values = new Float64Array(8);
  let stored = new Float32Array(8);
  let length = 0;
  const emit = (output: number, value: number): void => {
    if (length === places.length) {
      places = grown(places, new Int32Array(2 * length));
      values = grown(values, new Float64Array(2 * length));
      stored = grown(stored, new Float32Array(2 * length));
    }
    places[length] = output;
    stored[length] = withinFloat32(value);
    values[length++] = value;
  };
  return {
    prepare() {
      const { entries } = texts;
      if (starts.length <= entries.length) starts = new Int32Array(entries.length + 1);
      length = 0;
      for (let entry = 0; entry < entries.length; entry++) {
        runner.encode(entries[entry], emit);
        starts[entry + 1] = length;
      }
    },
    run(count, begin) {
      const lists = { starts, places, values, stored };
      storeLists(lists, texts.codes, count, features, matrix, begin);
      if (isRead) fillBlocks(lists, texts.codes, count, blocks);
    },
  };
}

/** The outputs of each entry that are not 0: places and values from starts[e] to starts[e + 1]. */
interface OutputLists {
  readonly starts: Int32Array;
  readonly places: Int32Array;
  readonly values: Float64Array;
  /** What a feature stores of each value. */
  readonly stored: Float32Array;
}

function storeLists(
  { starts, places, stored }: OutputLists,
  codes: Int32Array,
  count: number,
  features: Int32Array,
  { values: cells, rowCount }: MatrixSink,
  begin: number,
): void {
  for (let row = 0; row < count; row++) {
    const entry = (codes[row] as number) + 1;
    const end = starts[entry + 1] as number;
    for (let i = starts[entry] as number; i < end; i++) {
      const feature = features[places[i] as number] as number;
      if (feature >= 0) cells[feature * rowCount + begin + row] = stored[i] as number;
    }
  }
}

function fillBlocks(
  { starts, places, values }: OutputLists,
  codes: Int32Array,
  count: number,
  blocks: readonly (Float64Array | undefined)[],
): void {
  for (const block of blocks) block?.fill(0, 0, count);
  for (let row = 0; row < count; row++) {
    const entry = (codes[row] as number) + 1;
    const end = starts[entry + 1] as number;
    for (let i = starts[entry] as number; i < end; i++) {
      const block = blocks[places[i] as number];
      if (block !== undefined) block[row] = values[i] as number;
    }
  }
}

function grown<A extends Int32Array | Float32Array | Float64Array>(from: A, to: A): A {
  to.set(from as Int32Array & Float32Array & Float64Array);
  return to;
}
