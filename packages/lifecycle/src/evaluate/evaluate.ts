import type { BinaryModel } from '@tend/learn';
import { blank, type Charter, worstVerdict } from '@tend/protocol';
import { formatNumber } from '@tend/protocol/number-format';
import { columnOf, takeRows } from '@tend/table';
import { championOf, type Version } from '../govern/index.ts';
import type { Ports } from '../ports.ts';
import { getRecord, makeRecord } from '../record/record.ts';
import { formatAmount } from '../report/format.ts';
import type { StageContext, StageDefinition, StageOutput, StageReport } from '../stage/stage.ts';
import { rowsWhere } from '../stage/workbench.ts';
import { loadEvidence } from '../train/index.ts';
import { baselinesFor, scoreWith } from './baselines.ts';
import { type JudgedRows, judgeCriteria } from './judge-criteria.ts';
import { judgeLimits } from './judge-limits.ts';
import { countLooks } from './looks.ts';
import { measureRows } from './measure-rows.ts';
import { openStored } from './open-stored.ts';
import type { EvaluationBody } from './records.ts';

/** The evaluate stage: the model on rows it never saw, beside the rule and the serving version, held against the charter. */
export const evaluateStage: StageDefinition<'evaluation'> = {
  stage: 'evaluate',
  kind: 'evaluation',
  /** The whole charter: a version is decided on by the charter it was judged under, its people and its blanks included. */
  async key({ deps, resultOf, charterDigest }) {
    const champion = await rivalOf(deps, resultOf('train'));
    return { model: resultOf('train'), champion: champion?.digest ?? null, charter: charterDigest };
  },
  compute: evaluate,
  async describe({ charter }, body) {
    return describeEvaluation(charter, body);
  },
};

async function evaluate(context: StageContext): Promise<StageOutput<'evaluation'>> {
  const { deps, charter, charterDigest, resultOf } = context;
  const { model, run } = await deps.store.read(async (reader) => {
    const model = await getRecord(deps, reader, 'model', resultOf('train'));
    return { model, run: await getRecord(deps, reader, 'run', model.body.inputs.run ?? '') };
  });
  const { snapshot, split, exploration } = run.body.inputs;
  const { data, rows } = await loadEvidence(deps, { charter, snapshot, split, exploration });
  const test = takeRows(data.table, rows.test);
  const opened = await openStored(deps, model.body);
  const champion = await rivalOf(deps, model.digest);
  const championModel =
    champion && champion.origin === 'trained' ? await openVersion(deps, champion.modelDigest) : undefined;
  const judged: JudgedRows = {
    ...scoreWith(opened, test),
    y: Float64Array.from(rows.test, (row) => (data.outcomes[row] === 1 ? 1 : 0)),
    baselines: baselinesFor(data, rows.train, test, championModel),
    hasChampion: champion !== undefined,
    costs: costsOf(charter),
    seed: charter.seed,
    slice: (where) => rowsWhere(charter, test, where),
  };
  const { test: side, description } = (await deps.store.read((reader) => getRecord(deps, reader, 'split', split))).body;
  const sliceColumns = [...new Set([...charter.slices, ...charter.data.protected])].map((name) => columnOf(test, name));
  const body: EvaluationBody = {
    inputs: {
      charter: charterDigest,
      model: model.digest,
      snapshot,
      split,
      champion: championModel ? (champion?.digest ?? null) : null,
    },
    population: {
      rows: side.rows,
      positives: side.positives,
      description: `test rows, ${description}`,
      withoutOutcome: 0,
    },
    threshold: model.body.threshold,
    ...measureRows(judged, sliceColumns),
    criteria: [
      ...judgeCriteria(
        charter.criteria.filter((criterion) => criterion.on.includes('test')),
        judged,
      ),
      ...judgeLimits(charter, opened, model.body.sizeBytes, test, deps.clock),
    ],
    looks: await countLooks(deps, side.rowsDigest, model.body.payload),
  };
  const main = makeRecord(deps, 'evaluation', body);
  return { records: [main], main, facts: { verdict: worstVerdict(body.criteria.map(({ verdict }) => verdict)) } };
}

/** The serving version, unless it is this very model: nothing is its own rival. */
async function rivalOf(ports: Ports, modelDigest: string): Promise<Version | undefined> {
  const champion = await championOf(ports);
  return champion?.modelDigest === modelDigest ? undefined : champion;
}

async function openVersion(ports: Ports, modelDigest: string): Promise<BinaryModel> {
  const model = await ports.store.read((reader) => getRecord(ports, reader, 'model', modelDigest));
  return openStored(ports, model.body);
}

/** The charter's costs; nothing where one of them is blank. */
export function costsOf(charter: Charter): JudgedRows['costs'] {
  const { missed, needless } = charter.decision.costs;
  return missed === blank || needless === blank ? undefined : { missed, needless };
}

function describeEvaluation(charter: Charter, body: EvaluationBody): StageReport {
  const count = (verdict: string): number => body.criteria.filter((criterion) => criterion.verdict === verdict).length;
  const value = (metric: string): string => {
    const found = body.measurements.find((measurement) => measurement.metric === metric);
    return found
      ? `${formatNumber(found.value)} (${formatNumber(found.low)} to ${formatNumber(found.high)})`
      : 'unknown';
  };
  const rule = body.comparisons.find(({ versus }) => versus === 'rule')?.measurements[0];
  const champion = body.comparisons.find(({ versus }) => versus === 'champion')?.measurements[0];
  const { currency } = charter.decision.costs;
  const costs = ['model', 'rule', 'champion', 'nothing', 'everything'].flatMap((name) => {
    const cost = body.costPerCase[name];
    return cost === undefined ? [] : [`${name} ${formatAmount(cost, currency)}`];
  });
  const difference = (label: string, measured: typeof rule): readonly string[] =>
    measured
      ? [
          `ROC AUC minus that of ${label}: ${formatNumber(measured.value)} (${formatNumber(measured.low)} to ${formatNumber(measured.high)}), paired`,
        ]
      : [];
  const weakest = [...body.slices]
    .filter(({ measurements }) => typeof measurements[0]?.value === 'number')
    .sort((a, b) => (a.measurements[0]?.value ?? 1) - (b.measurements[0]?.value ?? 1))[0];
  const [auc] = weakest?.measurements ?? [];
  return {
    summary: `ROC AUC ${value('rocAuc')} on ${formatNumber(body.population.rows)} unseen rows (${formatNumber(body.population.positives)} positive); ${body.criteria.length} criteria: ${count('pass')} pass, ${count('fail')} fail, ${count('unknown')} cannot be shown`,
    details: [
      `calibration slope ${value('calibrationSlope')}, error ${value('calibrationError')}`,
      ...difference('the rule', rule),
      ...difference('the serving version', champion),
      ...(costs.length > 0 ? [`cost per case at threshold ${formatNumber(body.threshold)}: ${costs.join(', ')}`] : []),
      ...(weakest && auc
        ? [
            `weakest of ${body.slices.length} slices: ${weakest.column} ${weakest.level}, ROC AUC ${formatNumber(auc.value)} (${formatNumber(auc.low)} to ${formatNumber(auc.high)}), n ${formatNumber(auc.n)}`,
          ]
        : []),
      ...(body.looks > 1
        ? [`test rows opened for the ${body.looks}. time: each look makes the verdict a little too kind`]
        : []),
    ],
  };
}
