import { absoluteObjective } from './absolute.ts';
import { gammaObjective } from './gamma.ts';
import { huberObjective } from './huber.ts';
import { lambdarankObjective } from './lambdarank.ts';
import { logisticObjective } from './logistic.ts';
import type { Objective } from './objective.ts';
import type { KnownObjective } from './objective-names.ts';
import { poissonObjective } from './poisson.ts';
import { quantileObjective } from './quantile.ts';
import { softmaxObjective } from './softmax.ts';
import { tweedieObjective } from './tweedie.ts';

/** An objective as plain data, so that it reaches every thread. */
export interface ObjectiveSettings {
  readonly objective: KnownObjective;
  /** Quantile level, or Huber's delta. */
  readonly alpha: number;
  readonly poissonMaxDelta: number;
  readonly tweediePower: number;
  readonly rankingTruncation: number;
}

/** The objective for so many outputs; `queryStarts` for `lambdarank`. */
export function objectiveOf(settings: ObjectiveSettings, outputCount: number, queryStarts: Int32Array): Objective {
  switch (settings.objective) {
    case 'logistic':
      return logisticObjective;
    case 'softmax':
      return softmaxObjective(outputCount);
    case 'squared':
      return huberObjective(Number.POSITIVE_INFINITY);
    case 'absolute':
      return absoluteObjective;
    case 'huber':
      return huberObjective(settings.alpha);
    case 'quantile':
      return quantileObjective(settings.alpha);
    case 'poisson':
      return poissonObjective(settings.poissonMaxDelta);
    case 'gamma':
      return gammaObjective;
    case 'tweedie':
      return tweedieObjective(settings.tweediePower);
    case 'lambdarank':
      return lambdarankObjective(settings.rankingTruncation, queryStarts);
  }
}
