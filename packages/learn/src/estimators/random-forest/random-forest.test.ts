import { estimatorCases } from '../estimator.cases.ts';

estimatorCases('randomForest', {
  parameters: { trees: 10, featureFraction: 0.3 },
  features: 'any',
  allowsMissing: true,
  allowsInfinity: true,
  weightsEqualRepetition: 'a bootstrap sample is drawn from rows, and weights multiply how often they are in it',
  fitsManyColumns: true,
  drawsRows: true,
});

estimatorCases('randomForest', {
  parameters: { trees: 3, bootstrap: 'off', featureFraction: 1 },
  features: 'any',
  allowsMissing: true,
  allowsInfinity: true,
  weightsEqualRepetition: true,
  fitsManyColumns: 'checked with fewer features a node: all features at every node would take minutes',
});

estimatorCases('extraTrees', {
  parameters: { trees: 10, featureFraction: 0.3 },
  features: 'any',
  allowsMissing: true,
  allowsInfinity: true,
  weightsEqualRepetition: true,
  fitsManyColumns: true,
});
