import { type BinaryModel, checkRow } from '@tend/learn';
import { type Charter, Problem } from '@tend/protocol';
import { parseDate, parseInstant, type Row, type Schema } from '@tend/table';
import { type JoinLookup, openLookups } from '../as-of/index.ts';
import { rowConverter } from '../data/index.ts';
import { openStored } from '../evaluate/index.ts';
import { promotedStanding, requireStillApproved, verifyEvidence } from '../govern/index.ts';
import type { Deps, Ports } from '../ports.ts';
import { getRecord } from '../record/record.ts';
import { servingDeployment } from './deployments.ts';
import { requireGoldenRows } from './require-golden-rows.ts';

/** A verified version, ready to answer. */
export interface Serving {
  readonly deploymentId: string;
  readonly modelName: string;
  readonly versionNumber: number;
  readonly versionDigest: string;
  readonly inputs: Schema;
  readonly timeColumn: string | null;
  /** Names the person of a row: logged where it is sent, so that a withdrawal finds their predictions. */
  readonly keyColumn: string | null;
  readonly threshold: number;
  /** Columns that the joins of the charter go by: sent and logged beside the inputs. */
  readonly joinKeys: readonly string[];
  /** The row with what it lacks of joined columns, looked up as of its own time. To be checked, scored and logged. */
  complete(row: Row): Row;
  /** What is wrong with a row: missing and mistyped columns. */
  check(row: Row): readonly { readonly column: string; readonly expected: string; readonly came: string }[];
  score(row: Row): { readonly score: number; readonly isPositive: boolean; readonly eventTime: number | null };
}

const dayMs = 86_400_000;

export async function servingDeploymentId(ports: Ports): Promise<string | undefined> {
  return (await servingDeployment(ports))?.id;
}

/**
 * Opens the version that serves as it was promoted, after hashing everything its approvals are bound to. TND-4006 where
 * nothing is deployed, TND-3104 where evidence has changed or the approvals have been voided, TND-3110 where the model
 * answers otherwise than at its training.
 */
export async function openServing(ports: Ports): Promise<Serving> {
  const deployment = await servingDeployment(ports);
  if (!deployment)
    throw new Problem('TND-4006', {
      message: 'no version is deployed',
      expected: 'a version that passed its gate and was deployed',
      came: 'none',
      next: ['npx --no-install tend deploy'],
    });
  const standing = await ports.store.read((reader) => promotedStanding(ports, reader, deployment));
  const { version } = standing;
  await verifyEvidence(serverDeps(ports), standing);
  await requireStillApproved(ports, deployment);
  const model = await ports.store.read((reader) => getRecord(ports, reader, 'model', version.modelDigest));
  if (version.origin === 'external')
    throw new Problem('TND-4006', {
      message: `${version.modelName}@v${version.number} was made elsewhere and is served there`,
      expected: 'a version that Tend trained',
      came: 'an external one: send its predictions and labels to monitoring instead',
    });
  const opened = await openStored(ports, model.body);
  // One that has none serves already: a newer program must not stop it. One that differs would answer otherwise than approved.
  await requireGoldenRows(ports, version, model.body, opened);
  const inputs = opened.inputs.map(({ name }) => name);
  return {
    deploymentId: deployment.id,
    modelName: deployment.modelName,
    versionNumber: deployment.versionNumber,
    versionDigest: deployment.versionDigest,
    ...scoring(opened, standing.charter, await openLookups(ports, standing.charter, inputs)),
  };
}

/**
 * What is scored and logged of a row, and nothing else that was sent along: the model's inputs, then time, key, and the
 * columns that joins go by.
 */
export function loggedColumns({
  inputs,
  timeColumn,
  keyColumn,
  joinKeys,
}: Pick<Serving, 'inputs' | 'timeColumn' | 'keyColumn' | 'joinKeys'>): readonly string[] {
  const others = [timeColumn, keyColumn].filter((name) => name !== null);
  return [...new Set([...inputs.map(({ name }) => name), ...others, ...joinKeys])];
}

type Scoring = Pick<
  Serving,
  'inputs' | 'timeColumn' | 'keyColumn' | 'threshold' | 'joinKeys' | 'complete' | 'check' | 'score'
>;

/** How rows are checked and scored under a charter: units converted as the contract states, then recipe and model. */
export function scoring(model: BinaryModel, charter: Charter, lookup: JoinLookup): Scoring {
  const timeColumn = charter.data.time?.column ?? null;
  const convert = rowConverter(charter.data.contract, timeColumn ?? undefined);
  const { threshold } = model.manifest;
  return {
    inputs: model.inputs,
    timeColumn,
    keyColumn: charter.data.key ?? null,
    threshold,
    joinKeys: lookup.keys,
    complete: lookup.complete,
    check: (row) => checkRow(model.inputs, row).issues,
    score(row) {
      const score = model.predictRow(convert(row));
      return { score, isPositive: score >= threshold, eventTime: eventTimeOf(row, timeColumn) };
    },
  };
}

/** The moment of a row by the charter's time column, in epoch milliseconds; a date counts from its midnight UTC. */
function eventTimeOf(row: Row, timeColumn: string | null): number | null {
  const value = timeColumn === null ? undefined : row[timeColumn];
  if (typeof value !== 'string') return null;
  const days = parseDate(value);
  if (days !== undefined && Number.isFinite(days)) return days * dayMs;
  const instant = parseInstant(value);
  return instant !== undefined && Number.isFinite(instant) ? instant : null;
}

/** A server acts for nobody: what it finds broken it records in its own name. */
function serverDeps(ports: Ports): Deps {
  return { ...ports, actor: { name: 'tend serve', knownBy: 'session' }, onEvent: () => {}, signal: { aborted: false } };
}
