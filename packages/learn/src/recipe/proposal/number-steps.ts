import type { NumericColumn } from '@tend/table';
import { evenSample } from '../../explore/even-sample.ts';
import { grouped } from '../../explore/grouped.ts';
import { percent } from '../../explore/percent.ts';
import { isAllDifferent, numberFacts } from '../number-facts.ts';
import type { PlannedStep } from '../recipe-plan.ts';
import type { StepTarget } from '../step-definition.ts';
import { valuesAt } from '../values-at.ts';
import { type ColumnProposal, type ColumnSetting, dropUninformative, mostRowsSeen } from './column-proposal.ts';
import { type RelationShape, relationShape } from './relation-shape.ts';
import { timeSteps } from './time-steps.ts';

/** The steps of a column of numbers, truth values or times. `target` has an entry a row of `rows`. */
export function numberSteps(
  column: NumericColumn,
  rows: Int32Array,
  { isForTrees, leastRows }: ColumnSetting,
  timeColumn: string | undefined,
  target: StepTarget | undefined,
): ColumnProposal {
  const { name, kind } = column;
  const { missing, mostFrequent, smallest, largest } = numberFacts(column, rows);
  const uninformative = dropUninformative(name, rows.length, missing, mostFrequent, leastRows);
  if (uninformative !== undefined) return uninformative;
  if (kind === 'date' || kind === 'instant') return timeSteps(column, rows, isForTrees, name === timeColumn);
  const gaps = missing > 0 ? `${grouped(missing)} of ${grouped(rows.length)} missing` : '';
  if (kind === 'boolean') return truthSteps(name, isForTrees, gaps);
  if (kind === 'integer' && missing === 0 && rows.length >= 50 && largest - smallest < 2 * rows.length)
    if (isAllDifferent(column, rows, smallest, largest))
      return {
        column: name,
        why: 'identifier',
        reason: `a running number: ${grouped(rows.length)} rows, all different, within a span of ${grouped(largest - smallest + 1)}`,
      };
  if (isForTrees) {
    const reason = `a number as it is${gaps === '' ? '' : `; ${gaps}, which the trees treat as a value of its own`}`;
    return [{ step: 'passThrough', columns: [name], reason }];
  }
  return linearSteps(name, gaps, target === undefined ? undefined : shapeOf(column, rows, target));
}

function truthSteps(name: string, isForTrees: boolean, gaps: string): readonly PlannedStep[] {
  const reason = `true or false as 1 or 0${gaps === '' ? '' : `; ${gaps}`}`;
  if (isForTrees) return [{ step: 'passThrough', columns: [name], reason }];
  return [
    {
      step: 'impute',
      columns: [name],
      parameters: { strategy: 'mean', indicator: true },
      reason: `${reason}, filled with the share of true${gaps === '' ? '' : ' and flagged'}`,
    },
  ];
}

function linearSteps(name: string, gaps: string, shape: RelationShape | undefined): readonly PlannedStep[] {
  const isCurved = shape?.isCurved === true;
  // Ranges have a feature for missing values already.
  const flagged = isCurved ? '' : ' and flagged';
  const steps: PlannedStep[] = [
    {
      step: 'clip',
      columns: [name],
      reason: 'held within the 0.5% and 99.5% quantiles so that no single value dominates',
    },
    {
      step: 'scale',
      columns: [name],
      reason: 'a number, standardised so that the penalty weighs columns of all units alike',
    },
    {
      step: 'impute',
      columns: [name],
      parameters: { indicator: !isCurved },
      reason:
        gaps === ''
          ? 'none missing in training; one that is missing later becomes the median'
          : `${gaps}: filled with the median${flagged}`,
    },
  ];
  if (shape === undefined || !isCurved) return steps;
  const { n, line, ranges, askedRanges, rangeCount } = shape;
  const told = `${rangeCount} ranges tell ${percent(ranges)} of its variance, a line ${percent(line)} (n = ${grouped(n)})`;
  const curve: PlannedStep = {
    step: 'bin',
    columns: [name],
    parameters: { bins: askedRanges, form: 'oneHot' },
    reason: `its relation to the outcome is no line: ${told}; a 0/1 feature for each range beside the number`,
  };
  return [curve, ...steps];
}

function shapeOf(column: NumericColumn, rows: Int32Array, target: StepTarget): RelationShape | undefined {
  if (target.task === 'ranking') return undefined;
  const places = evenSample(Int32Array.from(rows.keys()), mostRowsSeen);
  const values = valuesAt(
    column,
    Int32Array.from(places, (place) => rows[place] as number),
  );
  return relationShape(values, { ...target, y: Float64Array.from(places, (place) => target.y[place] as number) });
}
