import {
  type ColumnReference,
  describeColumn,
  explore,
  type Finding,
  type LeakSuspect,
  rankFindings,
} from '@tend/learn';
import type { Charter } from '@tend/protocol';
import { formatCount } from '@tend/protocol/number-format';
import { canonicalJson, hasColumn, type Table, takeRows } from '@tend/table';
import { splitRows } from '../data/index.ts';
import { type SeenFinding, trackFindings } from '../findings/index.ts';
import { getRecord, makeRecord } from '../record/record.ts';
import type { StageContext, StageDefinition, StageOutput, StageReport } from '../stage/stage.ts';
import { expressionOver, outcomesOf } from '../stage/workbench.ts';
import type { ExclusionBody, ExplorationBody } from './records.ts';

/**
 * The explore stage, on training rows only: ranked findings, leak suspects by computation, and the columns that the
 * models may see, each exclusion with its reason and whether a computation or a person made it.
 */
export const exploreStage: StageDefinition<'exploration'> = {
  stage: 'explore',
  kind: 'exploration',
  async key({ resultOf, charter }) {
    const { exclude, keep, aliases } = charter.data;
    return {
      split: resultOf('data'),
      exclude,
      keep,
      aliases,
      target: charter.target,
      rule: charter.decision.rule ?? null,
    };
  },
  compute: exploreData,
  async describe(_context, body) {
    return describeExploration(body);
  },
};

async function exploreData(context: StageContext): Promise<StageOutput<'exploration'>> {
  const { deps, bench, charter, charterDigest, resultOf } = context;
  const split = await deps.store.read((reader) => getRecord(deps, reader, 'split', resultOf('data')));
  const table = await bench.snapshot(split.body.inputs.snapshot);
  const outcomes = outcomesOf(charter, table);
  const timeColumn = charter.data.time?.column;
  const { train } = splitRows(table, outcomes, charter.split, charter.seed, timeColumn);
  const targetColumns = new Set(expressionOver(charter, table, charter.target.expression, 'target.expression').columns);
  const candidates = table.columns.map(({ name }) => name).filter((name) => !targetColumns.has(name));
  const explored = explore(table, train, outcomes, {
    columns: candidates,
    sources: [...targetColumns],
    ...(timeColumn === undefined ? {} : { timeColumn }),
  });
  const findings = rankFindings(explored);
  const { exclusions, kept } = decideExclusions(charter, table, explored.suspects, findings);
  const excluded = new Set(exclusions.map(({ column }) => column));
  const trainTable = takeRows(table, train);
  const reference: readonly ColumnReference[] = trainTable.columns.map(describeColumn);
  const main = makeRecord(deps, 'exploration', {
    inputs: { charter: charterDigest, snapshot: split.body.inputs.snapshot, split: split.digest },
    findings: findings.map(({ kind, subject, message, value, n, severity }) => ({
      kind,
      subject,
      message,
      value: Number.isFinite(value) ? value : null,
      n,
      severity,
    })),
    exclusions,
    kept,
    columns: candidates.filter((name) => !excluded.has(name)),
    payloads: { reference: await deps.blobs.put(deps.utf8.encode(canonicalJson(reference))) },
  });
  const seen = findingsOf(findings, excluded, main.digest);
  return { records: [main], main, project: (transaction) => trackFindings(deps, transaction, 'explore', seen) };
}

function decideExclusions(
  charter: Charter,
  table: Table,
  suspects: readonly LeakSuspect[],
  findings: readonly Finding[],
): Pick<ExplorationBody, 'exclusions' | 'kept'> {
  const kept = charter.data.keep.map((item) => ({ column: item.column, person: item.by, reason: item.reason }));
  const keeps = new Set(kept.map(({ column }) => column));
  const byPerson = charter.data.exclude
    .map((item): ExclusionBody => ({ column: item.column, by: 'charter', person: item.by, reason: item.reason }))
    .filter(({ column }) => hasColumn(table, column));
  const persons = new Set(byPerson.map(({ column }) => column));
  const computed = suspects
    .filter(({ column, grade, evidence }) => {
      if (persons.has(column)) return false;
      // A column that is merely very good, by itself or at its far end, asks a person: that may be the signal one looks
      // for, and a later time may be planned. What gives the outcome away by being there at all is taken out.
      const isGood =
        evidence.type === 'alone' ||
        evidence.type === 'strongest' ||
        evidence.type === 'later' ||
        (evidence.type === 'region' && evidence.kind === 'tail');
      return grade === 'certain' || (!isGood && !keeps.has(column));
    })
    .map(({ column }): ExclusionBody => {
      const finding = findings.find(({ kind, subject }) => kind === 'leak' && subject === column);
      return {
        column,
        by: 'computed',
        person: null,
        reason: finding?.message ?? `${column} seems to know the outcome`,
      };
    });
  return { exclusions: [...computed, ...byPerson], kept };
}

/** What a person should look at; a leak is dealt with where its column is excluded. */
function findingsOf(
  findings: readonly Finding[],
  excluded: ReadonlySet<string>,
  record: string,
): readonly SeenFinding[] {
  return findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ kind, subject, message, severity }) => ({
      kind,
      subject,
      message,
      severity,
      record,
      ...(kind === 'leak' && excluded.has(subject) && { settled: 'excluded from the models' }),
    }));
}

function describeExploration(body: ExplorationBody): StageReport {
  const computed = body.exclusions.filter(({ by }) => by === 'computed');
  const byPerson = body.exclusions.filter(({ by }) => by === 'charter');
  const others = body.findings.filter(
    ({ kind, subject }) => kind !== 'leak' || !computed.some(({ column }) => column === subject),
  );
  const excluded = `${formatCount(computed.length, 'leak suspect')} found by computation and excluded`;
  const open = body.findings.filter(
    ({ kind, subject }) => kind === 'leak' && !body.exclusions.some(({ column }) => column === subject),
  ).length;
  const asked =
    open === 0 ? '' : `${computed.length > 0 ? ', ' : ''}${formatCount(open, 'leak suspect')} for a person to judge`;
  const suspects = computed.length + open === 0 ? 'no leak suspects' : `${computed.length > 0 ? excluded : ''}${asked}`;
  return {
    summary: `${formatCount(body.findings.length, 'finding')}; ${suspects}; models may see ${formatCount(body.columns.length, 'column')}`,
    details: [
      ...computed.map(({ reason }) => `excluded (computed): ${reason}`),
      ...byPerson.map(({ column, person, reason }) => `excluded (by ${person}): ${column}: ${reason}`),
      ...body.kept.map(({ column, person, reason }) => `kept (by ${person}): ${column}: ${reason}`),
      ...others.slice(0, 4).map(({ message }) => message),
    ],
  };
}
