import { type DecisionForest, memoryBuffer, randomStream } from '@tend/kernels';
import type { ColumnData, FitContext, Targets } from '../../estimator.ts';
import type { Link } from '../../link.ts';
import { columnReader } from '../column-reader.ts';
import { type FlatTree, forestOf } from '../forest/forest-of.ts';
import { runTogether } from '../run-together.ts';
import { throwIfAborted } from '../throw-if-aborted.ts';
import { binSearchProgram, foundBins, readFoundBins } from './bin-search-program.ts';
import { binWritingProgram } from './bin-writing-program.ts';
import { boostProgram } from './boost-program.ts';
import type { BoostTask } from './boost-task.ts';
import { type BoostedLoss, lossOf } from './boosted-loss.ts';
import type { BoostedTreesSettings } from './boosted-trees-parameters.ts';
import { customGradients } from './custom-gradients.ts';
import { type RoundWatch, watchRounds } from './early-stopping.ts';
import { flattenTree } from './flatten-tree.ts';
import { layOutTraining, type TrainingMemory } from './lay-out-training.ts';
import { rowSample } from './row-sample.ts';
import { isShared, newStage, type SharedColumns } from './shared-columns.ts';
import { freshStart, type Start, warmStart } from './start-of.ts';

/** With fewer values the threads would spend their time waiting for each other. */
export const fewestValuesForThreads: number = 1_000_000;

/** What a boosting came to. */
export interface Boosted {
  readonly forest: DecisionForest;
  readonly link: Link;
  /** With early stopping: the rounds that are kept, and their score. */
  readonly best?: { readonly rounds: number; readonly score: number };
}

/**
 * Boosted trees, on the context's threads where the data is large enough for them: the forest does not depend on their
 * number. A tree that finds no split is left out.
 */
export function boost(settings: BoostedTreesSettings, data: ColumnData, context: FitContext): Boosted {
  const { rowCount, features, matrix } = data.x;
  const featureCount = features.length;
  const isLarge = rowCount * featureCount >= fewestValuesForThreads;
  const threads = isLarge && context.threads !== undefined && context.threads.size > 1 ? context.threads : undefined;
  const loss = lossOf(settings, data, context.objective);
  const start =
    context.start === undefined
      ? freshStart(loss.initialMargins)
      : warmStart(context.start, data, loss.link, settings.trees);
  const watch = context.earlyStopping && watchRounds(context.earlyStopping, features, loss.link, start.marginsOf);

  const read = columnReader(data.x);
  const sampleSeed = randomStream(context.seed)
    .fork(-1)
    .integer(2 ** 32);
  const sample = rowSample(rowCount, sampleSeed);
  const columns: SharedColumns = {
    rowCount,
    featureCount,
    ...(threads &&
      (matrix && isShared(matrix) ? { matrix } : { stage: newStage(threads.size * (sample?.length ?? rowCount)) })),
  };

  const isExact = settings.gradients === 'exact';
  throwIfAborted(context.signal);
  const found = foundBins(featureCount, settings.bins, threads !== undefined);
  const categories = Int32Array.from(features, (feature) => feature.categories ?? 0);
  const rowWeights = isExact ? weightsOf(data, sample) : undefined;
  const search = {
    ...columns,
    ...(sample && { sample }),
    ...(rowWeights && { rowWeights }),
    bins: settings.bins,
    categories,
    found,
  };
  runTogether(threads, { program: 'findBins', input: search }, (team) => binSearchProgram(search, team, read));
  const bins = readFoundBins(search);

  const training = layOutTraining(data, read, bins, settings, {
    threadCount: threads?.size ?? 1,
    outputCount: loss.outputCount,
    storesGradients: loss.storesGradients,
    isExact,
  });
  const { memory, layout } = training;
  const writing = { ...columns, memory, layout, bins };
  runTogether(threads, { program: 'writeBins', input: writing }, (team) => binWritingProgram(writing, team, read));
  writeStart(training, data, loss, start);
  const task: BoostTask = {
    ...training,
    settings,
    seed: context.seed,
    firstRound: start.rounds,
    outputs: loss.learntOutputs,
    queryStarts: loss.queryStarts,
  };
  const units = new Float64Array(memoryBuffer(memory), layout.gradientUnits, 2);
  const setGradients = context.objective && customGradients(context.objective, data, (...given) => units.set(given));
  const rounds: FlatTree[][] = [];
  let isWorthwhile = true;
  runTogether(threads, { program: 'boost', input: task }, (team) =>
    boostProgram(task, team, {
      mayGoOn: () => {
        rounds.push([]);
        return isWorthwhile && context.signal?.aborted !== true;
      },
      setGradients: (rows) => setGradients?.(rows),
      onTree: (output, tree) => rounds.at(-1)?.push(flattenTree(tree, bins, settings.learningRate, output)),
      onRound: (round) => {
        isWorthwhile = watch?.take(round, rounds.at(-1) ?? []) ?? true;
        context.progress?.(isWorthwhile ? round + 1 : settings.trees, settings.trees);
      },
    }),
  );
  throwIfAborted(context.signal);
  return { ...boostedOf(start, rounds, watch, features.length), link: loss.link };
}

/** The weights of the rows that bins are found on. */
function weightsOf({ weight }: Targets, sample: Int32Array | undefined): Float64Array | undefined {
  return sample === undefined || weight === undefined
    ? weight
    : Float64Array.from(sample, (row) => weight[row] as number);
}

function boostedOf(
  start: Start,
  rounds: readonly (readonly FlatTree[])[],
  watch: RoundWatch | undefined,
  featureCount: number,
): Omit<Boosted, 'link'> {
  const best = watch?.best();
  const kept = best === undefined ? rounds : rounds.slice(0, best.round + 1 - start.rounds);
  const forest = forestOf([...start.trees, ...kept.flat()], start.base, featureCount);
  return { forest, ...(best && { best: { rounds: best.round + 1, score: best.score } }) };
}

/** Margins before the first round of this boosting, and the units of gradients. */
function writeStart({ memory, layout }: TrainingMemory, { x }: ColumnData, loss: BoostedLoss, start: Start): void {
  const { rowCount, outputCount } = layout;
  const buffer = memoryBuffer(memory);
  const margins = new Float64Array(buffer, layout.scores, outputCount * rowCount);
  const rowMajor = start.marginsOf(x);
  for (let output = 0; output < outputCount; output++)
    for (let row = 0; row < rowCount; row++)
      margins[output * rowCount + row] = rowMajor[row * outputCount + output] as number;
  new Float64Array(buffer, layout.gradientUnits, 2).set([loss.gradientUnit, loss.hessianUnit]);
}
