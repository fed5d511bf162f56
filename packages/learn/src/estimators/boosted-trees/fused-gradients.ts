import { quantisation, type TreeKernels } from '@tend/kernels';
import type { BoostTask } from './boost-task.ts';
import type { RoundGradients } from './round-gradients.ts';

/** Logistic gradients straight from margins to records: one pass, nothing stored between. */
export function fusedGradients({ layout, settings, maxWeight }: BoostTask, kernels: TreeKernels): RoundGradients {
  const steps = quantisation(layout.rowCount, maxWeight);
  const bagLimit = settings.rowFraction * 2 ** 32;
  return {
    beginRound: () => {},
    writeRecords(_output, salt) {
      kernels.gradients(salt, bagLimit, steps.levels);
      return steps;
    },
    renewLeaves: (_output, tree) => tree,
  };
}
