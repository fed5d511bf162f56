import type { AuditAnswer } from '@tend/protocol';
import { parseDate } from '@tend/table';
import type { Ports } from '../ports.ts';
import type { Bodies } from '../record/kinds.ts';
import type { Reader } from '../store/store.ts';

type AuditProblem = AuditAnswer['problems'][number];
type Values = Readonly<Record<string, string | number | null>>;

/** A row as it stands, and as its record says it should. */
interface Pair {
  readonly name: string;
  readonly row: Values | undefined;
  readonly recorded: Values | undefined;
}

const dayMs = 86_400_000;

/**
 * Holds the rows that gates read (versions, approvals, waivers, results of criteria, waived findings) against the records they were made
 * from: a row that was edited, removed or forged says something else than its record.
 */
export async function checkProjections(ports: Ports, problems: AuditProblem[]): Promise<void> {
  const pairs = await ports.store.read(async (reader) => [
    ...(await versionPairs(reader)),
    ...(await approvalPairs(reader)),
    ...(await waiverPairs(reader)),
    ...(await resultPairs(reader)),
    ...(await waivedFindingPairs(reader)),
  ]);
  for (const { name, row, recorded } of pairs) {
    const message = complaint(name, row, recorded);
    if (message !== undefined) problems.push({ kind: 'projection', entry: null, message });
  }
}

function complaint(name: string, row: Values | undefined, recorded: Values | undefined): string | undefined {
  if (row === undefined) return `${name} stands in the records but not in its table: the row was removed`;
  if (recorded === undefined) return `${name} has no record of its own: the row was forged`;
  const key = Object.keys(recorded).find((column) => row[column] !== recorded[column]);
  if (key === undefined) return undefined;
  return `${name} says ${key} ${row[key]}, its record ${recorded[key]}: the row was edited`;
}

async function versionPairs(reader: Reader): Promise<readonly Pair[]> {
  const rows = new Map((await reader.from('version').find({})).map((row) => [row.digest, row]));
  const bodies = await bodiesOf(reader, 'version');
  return union(rows, bodies).map((digest) => {
    const body = bodies.get(digest);
    const recorded = body && {
      modelName: body.name,
      number: body.number,
      origin: body.origin,
      trainedBy: body.trainedBy,
      modelDigest: body.inputs.model,
    };
    return { name: `the version ${digest.slice(0, 12)}`, row: values(rows.get(digest)), recorded };
  });
}

async function approvalPairs(reader: Reader): Promise<readonly Pair[]> {
  const rows = new Map((await reader.from('approval').find({})).map((row) => [row.recordDigest, row]));
  const bodies = await bodiesOf(reader, 'approval');
  return union(rows, bodies).map((digest) => {
    const body = bodies.get(digest);
    const recorded = body && {
      id: body.id,
      versionDigest: body.inputs.version,
      person: body.person,
      decision: body.decision,
      isSeparate: body.isSeparate ? 1 : 0,
    };
    const row = rows.get(digest);
    return { name: `the approval ${row?.id ?? body?.id}`, row: values(row), recorded };
  });
}

async function waiverPairs(reader: Reader): Promise<readonly Pair[]> {
  const rows = new Map((await reader.from('waiver').find({})).map((row) => [row.recordDigest, row]));
  const bodies = await bodiesOf(reader, 'waiver');
  return union(rows, bodies).map((digest) => {
    const body = bodies.get(digest);
    const recorded = body && {
      id: body.id,
      versionDigest: body.inputs.version,
      criterion: body.criterion,
      person: body.person,
      expiresAt: ((parseDate(body.until) ?? 0) + 1) * dayMs,
    };
    const row = rows.get(digest);
    return { name: `the waiver ${row?.id ?? body?.id}`, row: values(row), recorded };
  });
}

/** A waived finding lets a check pass: its newest waiver must have a record of the same person and day. */
async function waivedFindingPairs(reader: Reader): Promise<readonly Pair[]> {
  const rows = await reader.from('finding').find({ state: 'waived' });
  const decisions = [...(await bodiesOf(reader, 'findingDecision')).values()].sort((a, b) => a.after - b.after);
  return rows.map((row) => {
    const last = decisions.findLast(({ finding }) => finding === row.id);
    const recorded =
      last?.decision === 'waived'
        ? { person: last.person, waivedUntil: ((parseDate(last.until ?? '') ?? 0) + 1) * dayMs }
        : undefined;
    return { name: `the waiver of the finding ${row.id}`, row: values(row), recorded };
  });
}

async function resultPairs(reader: Reader): Promise<readonly Pair[]> {
  const evaluations = await bodiesOf(reader, 'evaluation');
  const verdicts = await reader.from('verdict').find({});
  const results = await reader.from('criterionResult').find({});
  return verdicts.flatMap(({ id, evaluationDigest }) => {
    const criteria = evaluations.get(evaluationDigest)?.criteria ?? [];
    const rows = new Map(results.filter(({ verdictId }) => verdictId === id).map((row) => [row.criterion, row]));
    const recorded = new Map(criteria.map(({ id, asked, got, verdict }) => [id, { asked, got, verdict }]));
    return union(rows, recorded).map((criterion) => ({
      name: `the result of ${criterion} in verdict ${id.slice(0, 12)}`,
      row: values(rows.get(criterion)),
      recorded: recorded.get(criterion),
    }));
  });
}

/** The bodies of all records of a kind that can still be read; that their bytes are right is checked elsewhere. */
async function bodiesOf<K extends 'version' | 'approval' | 'waiver' | 'evaluation' | 'findingDecision'>(
  reader: Reader,
  kind: K,
): Promise<ReadonlyMap<string, Bodies[K]>> {
  const found = new Map<string, Bodies[K]>();
  for (const { digest, bytes } of await reader.from('record').find({ kind })) {
    try {
      found.set(digest, (JSON.parse(bytes) as { body: Bodies[K] }).body);
    } catch {
      // Reported with the records: these bytes do not hash to their digest.
    }
  }
  return found;
}

const values = (row: object | undefined): Values | undefined => row && { ...(row as Values) };

function union(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])];
}
