import { type EstimatorName, type PlannedStep, proposeRecipe, type RecipePlan, type StepTarget } from '@tend/learn';
import { type Charter, type CharterStep, type PreparedEstimator, preparedEstimators } from '@tend/protocol';
import type { SearchData } from './search.ts';

/** A plan, and where the charter says each of its first steps. */
export interface CharterPlan {
  readonly plan: RecipePlan;
  /** `prepare.add[0]` of the first step, and so on; steps beyond these were proposed. */
  readonly places: readonly string[];
}

/** The recipe of an estimator: as proposed, or with the steps of the charter in place of or before the proposed ones. */
export function planRecipe(
  { charter, table, columns }: SearchData,
  estimator: EstimatorName,
  rows: Int32Array,
  target: StepTarget,
): CharterPlan {
  const own = ownSteps(charter, estimator);
  const propose = (): RecipePlan =>
    proposeRecipe(table, rows, columns, {
      for: estimator,
      target,
      aliases: charter.data.aliases,
      ...(charter.decision.rule === undefined ? {} : { ruleExpression: charter.decision.rule }),
      ...(charter.data.time === undefined ? {} : { timeColumn: charter.data.time.column }),
    });
  if (own === undefined) return { plan: propose(), places: [] };
  const places = own.steps.map(({ place }) => place);
  const steps = own.steps.map(({ step }) => step);
  if (own.isWhole) return { plan: { for: estimator, steps, dropped: [], columns }, places };
  const proposed = propose();
  const fitted = own.steps.some(({ isForOne }) => isForOne) ? [] : fittedForLinear(estimator);
  return { plan: { ...proposed, columns, steps: [...steps, ...fitted, ...proposed.steps] }, places };
}

/** The steps that the charter says for an estimator, up to one of them; undefined where it says none. */
export function ownSteps(
  charter: Charter,
  estimator: EstimatorName,
  last: number = Number.POSITIVE_INFINITY,
):
  | {
      readonly isWhole: boolean;
      readonly steps: readonly { readonly step: PlannedStep; readonly place: string; readonly isForOne: boolean }[];
    }
  | undefined {
  const { prepare } = charter;
  if (prepare === undefined || !isPrepared(estimator)) return undefined;
  const isWhole = prepare.steps !== undefined;
  const steps = (prepare.steps ?? prepare.add ?? []).flatMap((said, i) =>
    i > last || (said.onlyFor !== undefined && said.onlyFor !== estimator)
      ? []
      : [
          {
            step: plannedStep(charter, said),
            place: `prepare.${isWhole ? 'steps' : 'add'}[${i}]`,
            isForOne: said.onlyFor !== undefined,
          },
        ],
  );
  return { isWhole, steps };
}

function plannedStep({ data }: Charter, { step, columns = [], parameters, reason }: CharterStep): PlannedStep {
  // Expressions keep the short names of the charter.
  const names = step === 'expression' && Object.keys(data.aliases).length > 0 ? { aliases: data.aliases } : {};
  return { step, columns, parameters: { ...names, ...parameters }, reason };
}

/** A linear model needs numbers of one scale, none missing; trees take what added steps make as it is. */
function fittedForLinear(estimator: EstimatorName): readonly PlannedStep[] {
  if (estimator !== 'logistic') return [];
  const columns = { kinds: ['number', 'integer'], onlyMade: true } as const;
  return [
    { step: 'scale', columns, reason: 'what the added steps make, standardised so that the penalty weighs all alike' },
    {
      step: 'impute',
      columns: { kinds: ['number', 'integer', 'boolean'], onlyMade: true },
      parameters: { indicator: true, strategy: 'mean' },
      reason: 'what the added steps make, filled with the mean and flagged where it is missing',
    },
  ];
}

function isPrepared(estimator: EstimatorName): estimator is PreparedEstimator {
  return preparedEstimators.some((one) => one === estimator);
}
