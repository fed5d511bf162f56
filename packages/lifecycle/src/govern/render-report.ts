import type { Charter, Measurement } from '@tend/protocol';
import { formatNumber, formatShare } from '@tend/protocol/number-format';
import type { EvaluationBody } from '../evaluate/index.ts';
import { formatAmount, shortDigest } from '../report/format.ts';
import type { ModelBody, RunBody } from '../train/index.ts';
import { versionName } from './gate.ts';
import type { Standing } from './standing.ts';

/**
 * The model report in Markdown, after the sections of Mitchell et al. 2019 (Model Cards): verdict first, then criteria,
 * then the evidence. Made from records only; decisions of people are added by the card.
 */
export function renderReport(standing: Standing, model: ModelBody, run: RunBody | undefined): string {
  const { charter, evaluation } = standing;
  const body = evaluation.body;
  return `${[
    `# ${versionName(standing)}`,
    verdictSentence(body),
    '## Criteria',
    table(
      ['criterion', 'asked', 'got', 'verdict'],
      body.criteria.map((c) => [
        `${c.id}: ${c.measure}`,
        c.asked,
        c.got,
        c.note === null ? c.verdict : `${c.verdict} (${c.note})`,
      ]),
    ),
    '## Intended use',
    intendedUse(charter),
    '## Training',
    training(model, run),
    '## Evaluation',
    `${formatNumber(body.population.rows)} ${body.population.description}; ${formatNumber(body.population.positives)} positive (${formatShare(body.population.positives / Math.max(1, body.population.rows))}). Opened for evaluation ${body.looks === 1 ? 'once' : `${body.looks} times`}. Decision: act where the score is at least ${formatNumber(body.threshold)}.`,
    table(['metric', 'value', '95% interval'], body.measurements.map(measurementRow)),
    ...body.comparisons.map(
      ({ versus, measurements }) =>
        `Difference to the ${versus}, paired on the same rows:\n\n${table(['metric', 'difference', '95% interval'], measurements.map(measurementRow))}`,
    ),
    costs(charter, body.costPerCase),
    '## Calibration',
    table(
      ['predicted', 'observed', '95% interval', 'n'],
      body.calibration.map((bin) => [
        formatNumber(bin.predicted),
        formatNumber(bin.observed),
        `${formatNumber(bin.low)} to ${formatNumber(bin.high)}`,
        formatNumber(bin.n),
      ]),
    ),
    '## Slices',
    body.slices.length === 0
      ? 'No slice has enough rows, or the charter names no columns under `slices`.'
      : table(
          ['slice', 'n', 'positive', 'ROC AUC', '95% interval', 'recall'],
          body.slices.map(({ column, level, measurements }) => {
            const [auc, recall] = measurements;
            return [
              `${column}: ${level}`,
              formatNumber(auc?.n ?? 0),
              formatNumber(auc?.positives ?? 0),
              formatNumber(auc?.value ?? null),
              `${formatNumber(auc?.low ?? null)} to ${formatNumber(auc?.high ?? null)}`,
              formatNumber(recall?.value ?? null),
            ];
          }),
        ),
    '## Assumptions, risks, limits',
    caveats(charter),
    '## Evidence',
    evidence(standing, model, run),
  ].join('\n\n')}\n`;
}

/** Without waivers: they come and expire, and the bytes that an approval is bound to must not change with them. */
function verdictSentence({ criteria }: EvaluationBody): string {
  if (criteria.length === 0) return 'The charter asks for nothing, so nothing is shown.';
  const open = criteria.filter(({ verdict }) => verdict !== 'pass').map(({ id }) => id);
  if (open.length === 0) return `All ${criteria.length} criteria of the charter pass.`;
  return `Not fit for promotion without a waiver: ${open.join(', ')} ${open.length === 1 ? 'does' : 'do'} not pass.`;
}

function intendedUse(charter: Charter): string {
  const { objective, decision, target } = charter;
  return [
    `- Goal: ${objective.text}. Owner: ${objective.owner}. Affected: ${objective.affected.join(', ') || 'nobody named'}.`,
    `- Decision: ${decision.act}, where the answer to \`${target.expression}\` is likely yes.`,
    `- Costs beyond a right decision: missed ${decision.costs.missed}, needless ${decision.costs.needless} ${decision.costs.currency}.`,
    `- Rule of thumb in use: ${decision.rule === undefined ? 'none' : `\`${decision.rule}\``}.`,
    `- Outcomes are known after ${target.knownAfterDays} days.`,
  ].join('\n');
}

function training(model: ModelBody, run: RunBody | undefined): string {
  if (!run) return 'Trained elsewhere: Tend governs it by its predictions and knows neither its data nor its code.';
  const { estimator, parameters, reason } = run.chosen;
  return [
    `- ${estimator}, ${reason} of ${run.trials.length} trials by ${run.metric} over ${run.foldRule}.`,
    `- Parameters: ${
      Object.entries(parameters)
        .map(([name, value]) => `${name} ${value}`)
        .join(', ') || 'none'
    }.`,
    `- ${formatNumber(model.features)} features from ${model.columns.length} columns: ${model.columns.join(', ')}.`,
    `- Seed ${run.seed}; Tend ${run.engine.tend}, Node ${run.engine.nodeMajor}.`,
  ].join('\n');
}

function costs(charter: Charter, costPerCase: Readonly<Record<string, number>>): string {
  const entries = Object.entries(costPerCase).filter(([name]) => name !== 'majority');
  if (entries.length === 0) return 'The costs of the decision are blank in the charter.';
  const { currency } = charter.decision.costs;
  return `Cost per case: ${entries.map(([name, value]) => `${name} ${formatAmount(value, currency)}`).join(', ')}.`;
}

function caveats(charter: Charter): string {
  const lines = [
    ...charter.assumptions.map((text) => `- Assumed: ${text}.`),
    ...charter.risks.map(({ text, response }) => `- Risk: ${text}; then ${response}.`),
    `- Protected columns: ${charter.data.protected.join(', ') || 'none named'}.`,
  ];
  return lines.join('\n');
}

function evidence({ version, evaluation }: Standing, model: ModelBody, run: RunBody | undefined): string {
  const rows = [
    ['version', version.digest],
    ['evaluation', evaluation.digest],
    ['model', model.payload],
    ...(run
      ? [
          ['run', model.inputs.run ?? ''],
          ['recipe', run.inputs.recipe],
          ['snapshot', run.inputs.snapshot],
          ['code', run.payloads.code],
        ]
      : []),
    ['charter', evaluation.body.inputs.charter],
  ];
  return table(
    ['record', 'digest'],
    rows.map(([name, digest]) => [name ?? '', `\`${shortDigest(digest ?? '')}\``]),
  );
}

function measurementRow({ metric, value, low, high }: Measurement): readonly string[] {
  return [metric, formatNumber(value), `${formatNumber(low)} to ${formatNumber(high)}`];
}

/** A Markdown table; pipes and line ends in cells are escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
