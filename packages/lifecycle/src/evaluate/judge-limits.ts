import type { BinaryModel } from '@tend/learn';
import type { Charter, CriterionOutcome } from '@tend/protocol';
import { formatNumber } from '@tend/protocol/number-format';
import { rowAt, type Table } from '@tend/table';
import type { Clock } from '../ports.ts';

type Outcome = Omit<CriterionOutcome, 'waiver'>;

/** Holds a model against the charter's limits: its size, and how long one row takes (without the network). */
export function judgeLimits(
  charter: Charter,
  model: BinaryModel,
  sizeBytes: number,
  test: Table,
  clock: Clock,
): readonly Outcome[] {
  const { sizeMb, latencyP99Ms } = charter.limits;
  const outcomes: Outcome[] = [];
  if (sizeMb !== undefined) {
    const size = sizeBytes / 1e6;
    outcomes.push(
      limit('size', 'size of the model', `at most ${sizeMb} MB`, `${formatNumber(size)} MB`, size <= sizeMb, null),
    );
  }
  if (latencyP99Ms !== undefined) {
    const { p99, n } = latency(model, test, clock);
    const note = `${formatNumber(n)} single rows, in process`;
    outcomes.push(
      limit(
        'latency',
        'latency p99',
        `at most ${latencyP99Ms} ms`,
        `${formatNumber(p99)} ms`,
        p99 <= latencyP99Ms,
        note,
      ),
    );
  }
  return outcomes;
}

function limit(id: string, measure: string, asked: string, got: string, isMet: boolean, note: string | null): Outcome {
  return { id: `limit-${id}`, measure, asked, got, verdict: isMet ? 'pass' : 'fail', note, measurement: null };
}

function latency(model: BinaryModel, table: Table, clock: Clock): { readonly p99: number; readonly n: number } {
  const n = Math.min(2000, table.rowCount);
  const times = Float64Array.from({ length: n }, (_, row) => {
    const cells = rowAt(table, row);
    const start = clock.monotonicMs();
    model.predictRow(cells);
    return clock.monotonicMs() - start;
  }).sort();
  return { p99: times[Math.max(0, Math.ceil(n * 0.99) - 1)] ?? 0, n };
}
