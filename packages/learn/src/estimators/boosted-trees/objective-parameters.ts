import type { Task } from '../../estimator.ts';
import { formatParameter, type ParameterIssue, type ParameterSpace, type ParameterValues } from '../../parameters.ts';
import { InvalidParameters } from '../invalid-parameters.ts';
import {
  type ObjectiveName,
  objectiveNames,
  objectivesOfTask,
  resolveObjective,
} from './objectives/objective-names.ts';

/** Parameters of what boosted trees minimise, and on which rows. */
export const objectiveParameters: ParameterSpace = {
  objective: {
    type: 'choice',
    default: 'auto',
    choices: ['auto', ...objectiveNames],
    description:
      'Loss; auto: logistic (binary), squared (regression), softmax (multiclass), lambdarank (ranking); custom: that of the context',
  },
  alpha: {
    type: 'number',
    default: 0.9,
    min: 1e-6,
    max: 1e9,
    description: 'quantile: the level, below 1; huber: the distance from which errors count absolutely',
  },
  poissonMaxDelta: {
    type: 'number',
    default: 0.7,
    min: 0,
    max: 10,
    description: 'poisson: keeps steps small, the hessian is that of a margin larger by this',
  },
  tweediePower: {
    type: 'number',
    default: 1.5,
    min: 1.001,
    max: 1.999,
    description: 'tweedie: the variance is the mean to this power, 1 as poisson, 2 as gamma',
  },
  rankingTruncation: {
    type: 'integer',
    default: 30,
    min: 1,
    max: 10_000,
    description: 'lambdarank: the first places of an answer that count',
  },
  classWeight: {
    type: 'choice',
    default: 'none',
    choices: ['none', 'balanced'],
    description: 'balanced: every class has the same total weight',
  },
  sampling: {
    type: 'choice',
    default: 'bagging',
    choices: ['bagging', 'goss'],
    description: 'Rows of a round: drawn alike (rowFraction), or the largest gradients and some of the others (goss)',
  },
  topRate: {
    type: 'number',
    default: 0.2,
    min: 0.001,
    max: 0.9,
    description: 'goss: share of the rows, those with the largest gradients',
  },
  otherRate: {
    type: 'number',
    default: 0.1,
    min: 0.001,
    max: 0.9,
    description: 'goss: share of the rows, drawn from the others',
  },
};

/** Resolved values. */
export interface ObjectiveChoice {
  readonly objective: ObjectiveName;
  readonly alpha: number;
  readonly poissonMaxDelta: number;
  readonly tweediePower: number;
  readonly rankingTruncation: number;
  readonly classWeight: string;
  readonly sampling: string;
  readonly topRate: number;
  readonly otherRate: number;
}

/** The choice in already resolved parameters; `InvalidParameters` where they do not fit the task or one another. */
export function objectiveChoice(values: ParameterValues, task: Task): ObjectiveChoice {
  const issues: ParameterIssue[] = [];
  const expect = (isMet: boolean, parameter: string, expected: string): void => {
    if (!isMet) issues.push({ parameter, expected, came: formatParameter(values[parameter]) });
  };
  const objective = resolveObjective(String(values.objective), task);
  expect(objective !== undefined, 'objective', `one of auto, ${objectivesOfTask[task].join(', ')} for ${task}`);
  const choice = {
    objective: objective ?? 'custom',
    alpha: Number(values.alpha),
    poissonMaxDelta: Number(values.poissonMaxDelta),
    tweediePower: Number(values.tweediePower),
    rankingTruncation: Number(values.rankingTruncation),
    classWeight: String(values.classWeight),
    sampling: String(values.sampling),
    topRate: Number(values.topRate),
    otherRate: Number(values.otherRate),
  };
  expect(objective !== 'quantile' || choice.alpha < 1, 'alpha', 'a level below 1 for quantile');
  const isRenewed = objective === 'absolute' || objective === 'quantile';
  const isFree = !isRenewed || Object.keys(values.monotone ?? {}).length === 0;
  expect(isFree, 'monotone', `nothing with ${objective}, whose leaves follow the residuals`);
  const hasClasses = task === 'binary' || task === 'multiclass';
  expect(hasClasses || choice.classWeight === 'none', 'classWeight', `none for ${task}`);
  const isGoss = choice.sampling === 'goss';
  expect(!isGoss || choice.topRate + choice.otherRate < 1, 'topRate', 'less than 1 together with otherRate');
  expect(!isGoss || values.rowFraction === 1, 'rowFraction', '1 with goss');
  if (issues.length > 0) throw new InvalidParameters('boostedTrees', issues);
  return choice;
}
