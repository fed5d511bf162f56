import {
  exactStep,
  type GradientPair,
  type GrownTree,
  quantisation,
  readLargestGradients,
  readLeafQuantiles,
  readLeafSums,
  rowNumbers,
  sampleOneSide,
  sampleRows,
  setLeafQuantiles,
  storedRows,
  type Team,
  type TreeKernels,
  writeExactGradients,
} from '@tend/kernels';
import { InvalidData } from '../invalid-data.ts';
import type { BoostTask } from './boost-task.ts';
import type { ObjectiveRows } from './objectives/objective.ts';
import { objectiveOf } from './objectives/objective-of.ts';
import type { RoundGradients } from './round-gradients.ts';

/** The stream of a round that draws its rows: no output has this number. */
const sampleLabel = -1;

/**
 * Gradients of any objective: made once a round, sampled, then rounded to records for the tree of each output. What the
 * largest is decides the steps of the rounding. The first thread makes those of a custom objective (`setGradients`).
 */
export function storedGradients(
  task: BoostTask,
  kernels: TreeKernels,
  team: Team,
  setGradients: ((rows: ObjectiveRows) => void) | undefined,
): RoundGradients {
  const { layout, settings, maxWeight } = task;
  const { memory } = kernels;
  const { rowCount, outputCount } = layout;
  const { objective: name } = settings;
  const objective =
    name === 'custom' ? undefined : objectiveOf({ ...settings, objective: name }, outputCount, task.queryStarts);
  const units = new Float64Array(memory, layout.gradientUnits, 2);
  const rows = {
    ...storedRows(memory, layout, team.rank),
    targets: new Float64Array(memory, layout.targets, rowCount),
    weights: rowNumbers(memory, layout, layout.weights, rowCount),
    margins: new Float64Array(memory, layout.scores, outputCount * rowCount),
  };
  const unit = (): { gradientUnit: number; hessianUnit: number } => ({
    gradientUnit: units[0] as number,
    hessianUnit: units[1] as number,
  });
  const { levels } = quantisation(rowCount, maxWeight);
  let largest: readonly GradientPair[] = [];

  const renewBySums = (output: number, tree: GrownTree): GrownTree => {
    kernels.sumLeaves(output, largest[output] as GradientPair);
    team.barrier();
    const { gradientUnit, hessianUnit } = unit();
    const ofSets = leavesOfSets(tree);
    return withValues(tree, (leaf, value) => {
      if (ofSets.has(leaf)) return value;
      const { gradient, hessian } = readLeafSums(memory, layout, leaf);
      const renewed = (-gradient * gradientUnit * maxWeight) / (hessian * hessianUnit * maxWeight + settings.l2);
      return Number.isFinite(renewed) ? renewed : value;
    });
  };
  const renewByQuantile = (level: number, tree: GrownTree): GrownTree => {
    const leafCount = tree.leaves.length;
    team.barrier();
    setLeafQuantiles(memory, layout, team.rank, leafCount, level);
    team.barrier();
    const found = readLeafQuantiles(memory, layout, leafCount);
    return withValues(tree, (leaf, value) => {
      const renewed = found[leaf] ?? Number.NaN;
      return Number.isNaN(renewed) ? value : renewed;
    });
  };

  return {
    beginRound(draws) {
      if (objective !== undefined) objective.setGradients({ ...rows, ...unit() });
      else setGradients?.({ ...rows, ...unit(), begin: 0, end: rowCount });
      if (objective === undefined || objective.isListwise === true || settings.sampling === 'goss') team.barrier();
      const salt = draws.fork(sampleLabel).integer(2 ** 32);
      if (settings.sampling === 'goss') sampleOneSide(kernels, team, salt, settings);
      else sampleRows(kernels, salt, settings.rowFraction * 2 ** 32);
      for (const output of task.outputs) kernels.largestGradients(output);
      team.barrier();
      largest = Array.from({ length: outputCount }, (_, output) => readLargestGradients(memory, layout, output));
      if (largest.every(({ gradient, hessian }) => Number.isFinite(gradient + hessian))) return;
      // One thread says it; the others wait for it, and hear that it failed.
      if (team.rank > 0) team.barrier();
      throw new InvalidData(
        `gradients of ${name}`,
        'targets that float32 can hold the derivatives of',
        'an infinite one',
      );
    },
    writeRecords(output, salt) {
      const { gradient, hessian } = largest[output] as GradientPair;
      if (gradient === 0 || hessian === 0) return undefined;
      const { gradientUnit, hessianUnit } = unit();
      if (layout.isExact) {
        writeExactGradients(memory, layout, team.rank, output, { gradient, hessian });
        return {
          levels: 0,
          gradientStep: exactStep(rowCount, gradient) * gradientUnit,
          hessianStep: exactStep(rowCount, hessian) * hessianUnit,
        };
      }
      kernels.quantise(output, salt, levels, { gradient, hessian });
      return {
        levels,
        gradientStep: (gradient * gradientUnit * maxWeight) / levels,
        hessianStep: (hessian * hessianUnit * maxWeight) / levels,
      };
    },
    renewLeaves(output, tree) {
      if (objective?.residualQuantile !== undefined) return renewByQuantile(objective.residualQuantile, tree);
      return isPlain(settings) && !layout.isExact ? renewBySums(output, tree) : tree;
    },
  };
}

function withValues(tree: GrownTree, newValue: (leaf: number, value: number) => number): GrownTree {
  return { ...tree, leaves: tree.leaves.map((leaf, index) => ({ ...leaf, value: newValue(index, leaf.value) })) };
}

/** Whether nothing but L2 shapes the value of a leaf. */
function isPlain({ l1, pathSmoothing, maxLeafValue, monotone }: BoostTask['settings']): boolean {
  return l1 === 0 && pathSmoothing === 0 && maxLeafValue === 0 && monotone.every((direction) => direction === 0);
}

/** Leaves right below a split into sets of categories, which has an L2 of its own. */
function leavesOfSets({ left, right, leftBins }: GrownTree): ReadonlySet<number> {
  const children = leftBins.flatMap((bins, split) => (bins === undefined ? [] : [left[split], right[split]]));
  return new Set(children.flatMap((child) => (child !== undefined && child < 0 ? [~child] : [])));
}
