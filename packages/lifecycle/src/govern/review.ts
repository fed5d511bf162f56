import { formatParameter } from '@tend/learn';
import type { ParsedInputOf, ReviewAnswer } from '@tend/protocol';
import { formatNumber } from '@tend/protocol/number-format';
import type { Deps } from '../ports.ts';
import { getRecord } from '../record/record.ts';
import type { Reader } from '../store/store.ts';
import { evidenceToBind } from './bound-evidence.ts';
import { cardPath } from './card.ts';
import { versionName } from './gate.ts';
import { gateOf, type Standing, standingOf } from './standing.ts';
import { championOf, findVersion, summariseVersion, type Version } from './versions.ts';

/** What an approver sees before signing: criteria, changes since the serving version, open findings, waivers, digests. */
export async function review(deps: Deps, input: ParsedInputOf<'review'>): Promise<ReviewAnswer> {
  const version = await findVersion(deps, input.version);
  const champion = await championOf(deps);
  const { standing, changes, findings } = await deps.store.read(async (reader) => {
    const standing = await standingOf(deps, reader, version);
    const open = await reader.from('finding').find({ state: 'open' });
    return {
      standing,
      changes: await changesSince(deps, reader, standing, champion),
      findings: open.map(({ severity, message }) => ({ severity, message })),
    };
  });
  return {
    version: await summariseVersion(deps, version),
    criteria: standing.criteria,
    verdict: gateOf(standing),
    changes,
    findings,
    waivers: standing.waivers,
    bound: (await evidenceToBind(deps, standing)).bound,
    cardPath: cardPath(version),
  };
}

async function changesSince(
  deps: Deps,
  reader: Reader,
  standing: Standing,
  champion: Version | undefined,
): Promise<readonly string[]> {
  if (!champion) return ['nothing serves yet: this would be the first version'];
  if (champion.digest === standing.version.digest) return ['this version serves now'];
  const before = await standingOf(deps, reader, champion);
  const [now, then] = [await factsOf(deps, reader, standing), await factsOf(deps, reader, before)];
  const changes = Object.keys({ ...then, ...now }).flatMap((key) =>
    now[key] === then[key] ? [] : [`${key}: ${then[key] ?? 'none'} -> ${now[key] ?? 'none'}`],
  );
  return [`compared with ${versionName(before)}, which serves now`, ...changes];
}

async function factsOf(deps: Deps, reader: Reader, standing: Standing): Promise<Readonly<Record<string, string>>> {
  const { charter, evaluation, version } = standing;
  const model = (await getRecord(deps, reader, 'model', version.modelDigest)).body;
  const run = model.inputs.run === null ? undefined : (await getRecord(deps, reader, 'run', model.inputs.run)).body;
  const split = run && (await getRecord(deps, reader, 'split', run.inputs.split)).body;
  const auc = evaluation.body.measurements.find(({ metric }) => metric === 'rocAuc');
  return {
    estimator: model.estimator,
    parameters: run
      ? Object.entries(run.chosen.parameters)
          .map(([name, value]) => `${name} ${formatParameter(value)}`)
          .join(', ')
      : 'unknown',
    'training rows': split ? formatNumber(split.train.rows) : 'unknown',
    split: split?.description ?? 'unknown',
    columns: `${model.columns.length}: ${model.columns.join(', ')}`,
    threshold: formatNumber(model.threshold),
    'ROC AUC (on its own test rows)': formatNumber(auc?.value ?? null),
    'test rows': formatNumber(evaluation.body.population.rows),
    criteria: charter.criteria
      .map(({ id, atLeast, atMost }) => `${id} ${atLeast ?? ''}${atMost === undefined ? '' : `..${atMost}`}`)
      .join(', '),
    'data contract':
      Object.entries(charter.data.contract)
        .filter(([, terms]) => terms.units !== undefined)
        .map(
          ([column, terms]) =>
            `${column} in ${terms.units?.map(({ unit, from }) => (from ? `${unit} from ${from}` : unit)).join(', ')}`,
        )
        .join('; ') || 'no units by period',
    code: run?.payloads.code.slice(0, 12) ?? 'unknown',
  };
}
