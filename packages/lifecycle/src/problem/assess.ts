import { rocAuc } from '@tend/learn';
import { blank, type Charter } from '@tend/protocol';
import { formatCount, formatNumber, formatShare } from '@tend/protocol/number-format';
import { chartedData, convertedTable, sourceOutcomes, sourceSplit } from '../data/index.ts';
import { makeRecord } from '../record/record.ts';
import { formatAmount } from '../report/format.ts';
import type { StageContext, StageDefinition, StageReport } from '../stage/stage.ts';
import { decisionsOver, expressionOn } from '../stage/workbench.ts';
import type { AssessmentBody } from './records.ts';

/**
 * The problem stage: what deciding costs per case by doing nothing, by acting always, by the rule of thumb in use and
 * with perfect knowledge, on the training rows only. The room between the best of these and perfection is all that a
 * model could ever earn.
 */
export const problemStage: StageDefinition<'assessment'> = {
  stage: 'problem',
  kind: 'assessment',
  async key({ bench, charter }) {
    const { digest: fileDigest } = await bench.reading();
    return { fileDigest, ...chartedData(charter), decision: charter.decision };
  },
  async compute(context) {
    const main = makeRecord(context.deps, 'assessment', await assess(context));
    return { records: [main], main };
  },
  async describe({ charter }, body) {
    return describeAssessment(charter, body);
  },
};

async function assess({ bench, charter, charterDigest }: StageContext): Promise<AssessmentBody> {
  const { digest: fileDigest } = await bench.reading();
  const table = await convertedTable(bench, charter);
  const outcomes = await sourceOutcomes(bench, charter);
  const { train } = await sourceSplit(bench, charter);
  const y = Float64Array.from(train, (row) => outcomes[row] ?? 0);
  const positives = y.reduce((sum, value) => sum + value, 0);
  const rule =
    charter.decision.rule === undefined
      ? null
      : assessRule(
          y,
          await decisionsOver(expressionOn(charter, table.schema, charter.decision.rule, 'decision.rule'), table),
          train,
        );
  const costPerCase = costsOf(charter, y.length, positives, rule);
  return {
    inputs: { charter: charterDigest },
    fileDigest,
    rows: y.length,
    positives,
    costPerCase,
    rule: rule && { rocAuc: rule.rocAuc, recall: rule.recall, precision: rule.precision, acts: rule.acts },
    isWorthTrying: isWorthTrying(costPerCase, rule),
  };
}

interface RuleOnRows {
  readonly rocAuc: number;
  readonly recall: number;
  readonly precision: number;
  /** Share of rows on which the rule acts. */
  readonly acts: number;
  readonly caught: number;
  readonly needless: number;
}

/** The rule on the training rows; where a missing value leaves it undecided it does not act. */
function assessRule(y: Float64Array, decisions: Int8Array, rows: Int32Array): RuleOnRows {
  const acts = Float64Array.from(rows, (row) => (decisions[row] === 1 ? 1 : 0));
  let caught = 0;
  let needless = 0;
  for (let i = 0; i < y.length; i++) {
    if (acts[i] !== 1) continue;
    if (y[i] === 1) caught++;
    else needless++;
  }
  const positives = y.reduce((sum, value) => sum + value, 0);
  return {
    rocAuc: rocAuc(y, acts),
    recall: positives === 0 ? 0 : caught / positives,
    precision: caught + needless === 0 ? 0 : caught / (caught + needless),
    acts: y.length === 0 ? 0 : (caught + needless) / y.length,
    caught,
    needless,
  };
}

function costsOf(
  charter: Charter,
  rows: number,
  positives: number,
  rule: RuleOnRows | null,
): AssessmentBody['costPerCase'] {
  const { missed, needless } = charter.decision.costs;
  if (missed === blank || needless === blank || rows === 0)
    return { nothing: null, everything: null, rule: null, perfect: null };
  return {
    nothing: (missed * positives) / rows,
    everything: (needless * (rows - positives)) / rows,
    rule: rule && (missed * (positives - rule.caught) + needless * rule.needless) / rows,
    perfect: 0,
  };
}

/** Costs count beyond those of a right decision, so perfection costs 0 and what is left of the best policy is the room. */
function isWorthTrying(costs: AssessmentBody['costPerCase'], rule: RuleOnRows | null): AssessmentBody['isWorthTrying'] {
  const known = [costs.nothing, costs.everything, costs.rule].filter((cost) => cost !== null);
  if (known.length === 0) return 'unknown';
  const best = Math.min(...known);
  const isRuleNearPerfect = costs.rule !== null && costs.nothing !== null && costs.rule <= 0.02 * costs.nothing;
  return best > 0 && !isRuleNearPerfect && (rule === null || rule.rocAuc < 0.995) ? 'yes' : 'no';
}

function describeAssessment(charter: Charter, body: AssessmentBody): StageReport {
  const { currency } = charter.decision.costs;
  const { nothing, everything, rule } = body.costPerCase;
  const share = formatShare(body.positives / body.rows);
  const details: string[] = [];
  if (charter.objective.text !== blank)
    details.push(
      `goal: ${charter.objective.text}; owner ${charter.objective.owner}; affects ${list(charter.objective.affected)}`,
    );
  details.push(describeCharter(charter));
  details.push(
    `${formatNumber(body.positives)} of ${formatNumber(body.rows)} training rows are positive (${share}): ${charter.target.expression}`,
  );
  if (body.rule)
    details.push(
      `the rule ${charter.decision.rule} acts on ${formatShare(body.rule.acts)}, catches ${formatShare(body.rule.recall)} of the positives, ROC AUC ${formatNumber(body.rule.rocAuc)}`,
    );
  if (nothing === null || everything === null)
    return {
      summary: 'charter valid; its costs are blank, so what a model could earn cannot be said yet',
      details,
    };
  details.push(
    `cost per case: doing nothing ${formatAmount(nothing, currency)}, always acting ${formatAmount(everything, currency)}${rule === null ? '' : `, the rule ${formatAmount(rule, currency)}`}`,
  );
  const best = Math.min(...[nothing, everything, rule].filter((cost) => cost !== null));
  const bestName = best === rule ? 'the rule' : best === everything ? 'always acting' : 'doing nothing';
  const saved =
    rule === null ? '' : `the rule saves ${formatAmount(nothing - rule, currency)} a case against doing nothing; `;
  return {
    summary:
      body.isWorthTrying === 'yes'
        ? `worth trying: ${saved}${bestName} still costs ${formatAmount(best, currency)}`
        : `hardly worth machine learning: ${bestName} costs only ${formatAmount(best, currency)} a case`,
    details,
  };
}

function describeCharter({ objective, criteria, assumptions, risks }: Charter): string {
  const deadline = objective.deadline === undefined ? '' : `deadline ${objective.deadline}, `;
  const asked = `${formatCount(criteria.length, 'criterion', 'criteria')}, ${formatCount(assumptions.length, 'assumption')}, ${formatCount(risks.length, 'risk')}`;
  return `charter: ${deadline}budget ${formatCount(objective.budget.trials, 'trial')}, ${asked}`;
}

function list(items: readonly string[]): string {
  return items.length === 0 ? 'nobody named' : items.join(', ');
}
