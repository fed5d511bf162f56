import { type ForestFamily, forestFamily } from './forest-family.ts';
import { extraTreesParameters } from './random-forest-parameters.ts';

/**
 * Extremely randomised trees (Geurts, Ernst and Wehenkel 2006): as `randomForest`, but each tree sees every row, and each drawn
 * feature offers one threshold, drawn among the bins that the node has.
 */
export const extraTrees: ForestFamily = forestFamily('extraTrees', extraTreesParameters, true);
