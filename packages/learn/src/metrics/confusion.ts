export interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

/** Outcomes against decisions to act where the score reaches the threshold. */
export function confusion(y: Float64Array, score: Float64Array, threshold: number): Confusion {
  return confusionOfDecisions(
    y,
    Uint8Array.from(score, (p) => (p >= threshold ? 1 : 0)),
  );
}

/** Outcomes against decisions: 1 is to act. */
export function confusionOfDecisions(y: Float64Array, isPositive: Uint8Array): Confusion {
  let truePositives = 0;
  let falsePositives = 0;
  let falseNegatives = 0;
  for (let i = 0; i < y.length; i++) {
    if (isPositive[i] === 1) {
      if (y[i] === 1) truePositives++;
      else falsePositives++;
    } else if (y[i] === 1) falseNegatives++;
  }
  const trueNegatives = y.length - truePositives - falsePositives - falseNegatives;
  return { truePositives, falsePositives, trueNegatives, falseNegatives };
}
