import { type Charter, sourceName } from '@tend/protocol';
import { formatCount, formatNumber, formatShare } from '@tend/protocol/number-format';
import type { Column, StoredTable } from '@tend/table';
import { describeJoin } from '../as-of/index.ts';
import { judgedFindings, trackFindings, waivedFindings } from '../findings/index.ts';
import type { Deps } from '../ports.ts';
import { type EvidenceRecord, getRecord, hex, makeRecord } from '../record/record.ts';
import { shortDigest } from '../report/format.ts';
import type { StageContext, StageDefinition, StageOutput, StageReport } from '../stage/stage.ts';
import { presentPayload } from '../withdrawn/index.ts';
import { acceptedContract, chartedData } from './accepted-contract.ts';
import { almostFindings } from './almost-read.ts';
import type { ContractCheck } from './check-contract.ts';
import { checkTaking } from './check-taking.ts';
import { convertedColumns } from './convert-units.ts';
import { convertedTable } from './converted-table.ts';
import type { FaultSearch } from './find-faults.ts';
import { inferredReadings, recordedColumns } from './inferred-readings.ts';
import { openOtherTables } from './other-tables.ts';
import { proposeReference, termsWithoutValues } from './propose-reference.ts';
import type { CheckOutcome, ContractBody, SplitBody, SplitSide, TakingBody } from './records.ts';
import { refuseBroken, waiversOfChecks } from './refuse-broken.ts';
import { putRejected } from './rejected-rows.ts';
import { sourceOutcomes, sourceSplit } from './source-split.ts';
import { findingsOfTaking } from './taking-findings.ts';

/**
 * The data stage: strict reading, units brought to those of the contract, one immutable snapshot, the contract proposed
 * (first taking) or held to (later ones), faults found, and the split that says who may see which rows.
 */
export const dataStage: StageDefinition<'split'> = {
  stage: 'data',
  kind: 'split',
  async key({ bench, charter, deps }) {
    const { digest: fileDigest, withdrawals } = await bench.reading();
    const heldTo = await acceptedContract(deps, { fileDigest, charter });
    const judged = await deps.store.read((reader) => judgedFindings(reader, 'data', deps.clock.now()));
    const others = await openOtherTables(deps, charter);
    await others.close();
    const reads = { fileDigest, heldTo: heldTo?.digest ?? null, others: others.digests, withdrawals };
    return { ...reads, ...chartedData(charter), judged };
  },
  compute: takeSnapshot,
  async describe({ deps, charter }, body) {
    const { taking, contract } = await deps.store.read(async (reader) => {
      const taking = (await getRecord(deps, reader, 'taking', body.inputs.taking)).body;
      const contract = (await getRecord(deps, reader, 'contract', taking.inputs.contract)).body;
      return { taking, contract };
    });
    return describeTaking(sourceName(charter.data.source), body, taking, contract);
  },
};

async function takeSnapshot(context: StageContext): Promise<StageOutput<'split'>> {
  const { deps, bench, charter } = context;
  const { rowCount } = (await bench.reading()).table;
  const search = deps.faults.search(rowCount, {
    timeColumn: charter.data.time?.column,
    keyColumn: charter.data.key,
  });
  try {
    return await snapshotOf(context, search);
  } finally {
    await search.close();
  }
}

async function snapshotOf(
  { deps, bench, charter, charterDigest }: StageContext,
  search: FaultSearch,
): Promise<StageOutput<'split'>> {
  const reading = await bench.reading();
  const { digest: fileDigest, rejected, joined } = reading;
  const table = await convertedTable(bench, charter);
  const outcomes = await sourceOutcomes(bench, charter);
  const split = await sourceSplit(bench, charter);
  const payload = await deps.blobs.putTable(watched(table, search.see));
  const snapshot = makeRecord(deps, 'snapshot', { payload, schema: table.schema, rowCount: table.rowCount });
  const joinedSnapshots: EvidenceRecord<'snapshot'>[] = [];
  for (const { store, schema, rowCount } of joined)
    joinedSnapshots.push(makeRecord(deps, 'snapshot', { payload: await store(), schema, rowCount }));
  const joins = joined.map(({ outcome }) => outcome);
  // Only the training rows propose: the terms must not know what later rows look like.
  const heldTo = await acceptedContract(deps, { fileDigest, charter });
  const { key } = charter.data;
  const reference = { ...(await proposeReference(table, split.train, key)), ...heldTo?.body.reference };
  const ofKey = key === undefined ? undefined : reference[key];
  // The contract before may be from a time when the charter named no key.
  if (key !== undefined && ofKey !== undefined) reference[key] = termsWithoutValues(ofKey);
  const accepted = heldTo?.body.inputs.accepted ?? snapshot.digest;
  const contract = makeRecord(deps, 'contract', {
    inputs: { charter: charterDigest, heldTo: heldTo?.digest ?? null, accepted },
    schema: table.schema,
    reference,
    written: charter.data.contract,
    reading: { ...inferredReadings(reading.columns, charter.data.contract), ...heldTo?.body.reading },
  });
  const checks = await checksOfTaking(deps, charter, table, reference, accepted === snapshot.digest ? table : accepted);
  const faults = await search.finish(table);
  const almost = almostFindings(reading.columns, key);
  const taken = { checks, faults, rowCount: table.rowCount, rejectedCount: rejected.length, joins, almost };
  const waived = await deps.store.read((reader) => waivedFindings(reader, deps.clock.now()));
  await refuseBroken(deps, sourceName(charter.data.source), taken, waived);
  const taking = makeRecord(deps, 'taking', {
    inputs: {
      charter: charterDigest,
      snapshot: snapshot.digest,
      contract: contract.digest,
      ...(joins.length > 0 && { joined: joinedSnapshots.map(({ digest }) => digest) }),
    },
    ...(joins.length > 0 && { joins }),
    source: sourceName(charter.data.source),
    fileDigest,
    files: reading.files,
    columns: recordedColumns(reading.columns),
    warnings: reading.warnings,
    rejectedCount: rejected.length,
    payloads: await putRejected(deps, rejected),
    unitsConverted: convertedColumns(charter.data.contract),
    checks: checks.map(recordedCheck),
    waivers: waiversOfChecks(deps, checks, waived),
    faults: faults.map(({ kind, subject, message, count }) => ({ kind, subject, message, count })),
  });
  const side = (rows: Int32Array): SplitSide => ({
    rows: rows.length,
    positives: rows.reduce((sum, row) => sum + (outcomes[row] === 1 ? 1 : 0), 0),
    rowsDigest: hex(deps.sha256(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength))),
  });
  const main = makeRecord(deps, 'split', {
    inputs: { charter: charterDigest, snapshot: snapshot.digest, taking: taking.digest },
    description: split.description,
    train: side(split.train),
    test: side(split.test),
    unusedRows: split.unused,
  });
  const seen = findingsOfTaking({ ...taken, record: taking.digest });
  return {
    records: [snapshot, ...joinedSnapshots, contract, taking, main],
    main,
    facts: { snapshot: snapshot.digest },
    project: (transaction) => trackFindings(deps, transaction, 'data', seen),
  };
}

/** All checks of a taking; those of change compare with the accepted snapshot, which the first taking is itself. */
async function checksOfTaking(
  deps: Deps,
  charter: Charter,
  table: StoredTable,
  reference: ContractBody['reference'],
  accepted: StoredTable | string,
): Promise<readonly ContractCheck[]> {
  const others = await openOtherTables(deps, charter);
  try {
    const context = {
      now: deps.clock.now(),
      aliases: charter.data.aliases,
      reference: typeof accepted === 'string' ? await openSnapshot(deps, accepted) : accepted,
      otherTable: others.open,
    };
    return await checkTaking(deps, table, { data: charter.data, reference, context });
  } finally {
    await others.close();
  }
}

async function openSnapshot(deps: Deps, digest: string): Promise<StoredTable> {
  const { body } = await deps.store.read((reader) => getRecord(deps, reader, 'snapshot', digest));
  return deps.blobs.openTable(await presentPayload(deps, body.payload));
}

/** What a record keeps of a check. */
function recordedCheck(check: ContractCheck): CheckOutcome {
  const { failingShare: _share, key: _key, problem: _problem, ...kept } = check;
  return kept;
}

/** The table, whose columns are shown to `see` as they pass. */
function watched(table: StoredTable, see: (column: Column) => Promise<void>): StoredTable {
  return {
    ...table,
    async column(name) {
      const column = await table.column(name);
      await see(column);
      return column;
    },
  };
}

function describeTaking(source: string, split: SplitBody, taking: TakingBody, contract: ContractBody): StageReport {
  const unmet = taking.checks.filter((check) => !check.isMet).length;
  const rows = split.train.rows + split.test.rows + split.unusedRows;
  const details = [
    `${split.description}: train ${describeSide(split.train)}, test ${describeSide(split.test)}${split.unusedRows > 0 ? `, ${formatNumber(split.unusedRows)} rows outside both` : ''}`,
    `contract over ${contract.schema.length} columns ${unmet === 0 ? `met, ${taking.checks.length} checks` : `met with ${unmet} warnings of ${taking.checks.length} checks`}`,
    ...taking.warnings,
    ...(taking.joins ?? []).map(describeJoin),
    ...taking.unitsConverted.map((column) => `${column}: units converted by period, as the contract states`),
    ...taking.faults.slice(0, 5).map((fault) => fault.message),
  ];
  if (taking.faults.length > 5) details.push(`and ${taking.faults.length - 5} lesser faults`);
  return {
    summary: `${source}: ${formatCount(rows, 'row')}, ${formatCount(contract.schema.length, 'column')}, snapshot ${shortDigest(split.inputs.snapshot)}, ${formatCount(taking.faults.length, 'fault')} found`,
    details,
  };
}

function describeSide(side: SplitSide): string {
  return `${formatNumber(side.rows)} rows (${formatNumber(side.positives)} positive, ${formatShare(side.rows === 0 ? 0 : side.positives / side.rows)})`;
}
