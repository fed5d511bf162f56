import { checkSplit, type Finding } from '@tend/learn';
import { formatCount } from '@tend/protocol/number-format';
import { hasColumn } from '@tend/table';
import { splitRows } from '../data/index.ts';
import { trackFindings, waivedFindings } from '../findings/index.ts';
import { getRecord, makeRecord } from '../record/record.ts';
import type { StageContext, StageDefinition, StageOutput, StageReport } from '../stage/stage.ts';
import { expressionOver, outcomesOf } from '../stage/workbench.ts';
import { decideExclusions } from './decide-exclusions.ts';
import { exploredSnapshot, trainingRows } from './exploration-of.ts';
import type { ExplorationBody } from './records.ts';
import { seenFinding } from './seen-finding.ts';

/**
 * The explore stage, on training rows: ranked findings, leak suspects by computation, and the columns that the models may
 * see, each exclusion with its reason and whether a computation or a person made it. For the checks of the split the
 * features of test rows are read, never their outcomes.
 */
export const exploreStage: StageDefinition<'exploration'> = {
  stage: 'explore',
  kind: 'exploration',
  async key({ deps, resultOf, charter }) {
    const { exclude, keep, aliases, key = null } = charter.data;
    return {
      split: resultOf('data'),
      exclude,
      keep,
      key,
      waived: await waivedHere(deps),
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
  const { key } = charter.data;
  const timeColumn = charter.data.time?.column;
  const { train, test, description } = splitRows(table, outcomes, charter.split, charter.seed, timeColumn);
  const targetColumns = new Set(expressionOver(charter, table, charter.target.expression, 'target.expression').columns);
  const candidates = table.columns.map(({ name }) => name).filter((name) => !targetColumns.has(name));
  // Findings quote values, and records are never edited: of the key of persons nothing is said unless a person keeps it.
  const isHidden = (name: string): boolean => name === key && !charter.data.keep.some(({ column }) => column === name);
  const explored = await exploredSnapshot(deps, {
    snapshot: split.body.inputs.snapshot,
    table: async () => table,
    rows: train,
    target: { type: 'binary', y: outcomes },
    columns: candidates.filter((name) => !isHidden(name)),
    sources: [...targetColumns],
    ...(timeColumn === undefined ? {} : { timeColumn }),
    about: {
      population: trainingRows(description),
      tableRows: table.rowCount,
      target: { name: charter.target.expression, type: 'binary' },
    },
  });
  const { suspects } = explored.exploration;
  const ranked = explored.findings;
  const waived = await deps.store.read((reader) => waivedFindings(reader, deps.clock.now()));
  const { exclusions, kept } = decideExclusions(deps, { charter, table, suspects, ranked, waived });
  const excluded = new Set(exclusions.map(({ column }) => column));
  const columns = candidates.filter((name) => !excluded.has(name));
  const ofSplit = checkSplit({
    table,
    train,
    test,
    target: { type: 'binary', y: outcomes },
    columns,
    by: charter.split.by,
    ...(timeColumn === undefined ? {} : { timeColumn }),
    ...(key !== undefined && hasColumn(table, key) ? { key } : {}),
    ...(charter.split.by === 'group' ? { groupColumn: charter.split.column } : {}),
  });
  const findings = inOrder(ranked, ofSplit);
  const main = makeRecord(deps, 'exploration', {
    inputs: {
      charter: charterDigest,
      snapshot: split.body.inputs.snapshot,
      split: split.digest,
      profile: explored.record.digest,
    },
    findings: findings.map(({ kind, subject, message, value, n, severity, picture }) => ({
      kind,
      subject,
      message,
      value: Number.isFinite(value) ? value : null,
      n,
      severity,
      ...(picture === undefined ? {} : { picture }),
    })),
    exclusions,
    kept,
    columns,
  });
  const keeps = new Set(kept.map(({ column }) => column));
  const seen = findings
    .filter(({ severity }) => severity !== 'info')
    .map((finding) => {
      // A certain leak that a person wants to keep stays open, so that another person can waive it.
      const isSettled = finding.kind === 'leak' && excluded.has(finding.subject) && !keeps.has(finding.subject);
      return {
        ...seenFinding(finding),
        record: main.digest,
        ...(isSettled && { settled: 'excluded from the models' }),
      };
    });
  return {
    records: [explored.record, main],
    main,
    project: (transaction) => trackFindings(deps, transaction, 'explore', seen),
  };
}

/** Leaks first, then what is wrong with the split, then the rest. */
function inOrder(ranked: readonly Finding[], ofSplit: readonly Finding[]): readonly Finding[] {
  const isLeak = ({ kind }: Finding): boolean => kind === 'leak';
  const isInfo = ({ severity }: Finding): boolean => severity === 'info';
  return [
    ...ranked.filter(isLeak),
    ...ofSplit.filter((finding) => !isInfo(finding)),
    ...ranked.filter((finding) => !isLeak(finding)),
    ...ofSplit.filter(isInfo),
  ];
}

/** The findings of this stage that a person waives today: a waiver lets a column be kept. */
async function waivedHere({ store, clock }: StageContext['deps']): Promise<readonly string[]> {
  const waived = await store.read((reader) => waivedFindings(reader, clock.now()));
  return [...waived.values()].flatMap(({ stage, id }) => (stage === 'explore' ? [id] : [])).sort();
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
