import { type ForestFamily, forestFamily } from './forest-family.ts';
import { randomForestParameters } from './random-forest-parameters.ts';

/**
 * Random forest (Breiman 2001): whole trees by Gini or variance on a bootstrap sample, features drawn at each node; the mean
 * of their class shares or numbers. Missing values go to the better side; categories are split in the order of their mean
 * target (several classes: of their share of the node's heaviest class), rarer ones than there are bins count as missing.
 */
export const randomForest: ForestFamily = forestFamily('randomForest', randomForestParameters, false);
