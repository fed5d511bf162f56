import type { Charter, Stage as StageName } from '@tend/protocol';
import type { Deps } from '../ports.ts';
import type { Json } from '../record/json.ts';
import type { Bodies, RecordKind } from '../record/kinds.ts';
import type { EvidenceRecord } from '../record/record.ts';
import type { Transaction } from '../store/store.ts';
import type { Workbench } from './workbench.ts';

/** What a stage sees: the charter, the digests of the stages before it, and the data they loaded. */
export interface StageContext {
  readonly deps: Deps;
  readonly iteration: number;
  readonly charter: Charter;
  readonly charterDigest: string;
  readonly bench: Workbench;
  /** The main record of a stage that is done. Asking for one that is not is a bug. */
  resultOf(stage: StageName): string;
}

/** What a stage computed. Records are written in order; the last is the stage's main record. */
export interface StageOutput<K extends RecordKind> {
  readonly records: readonly EvidenceRecord[];
  readonly main: EvidenceRecord<K>;
  /** Projections that become visible together with the records. */
  readonly project?: (transaction: Transaction) => Promise<void>;
  readonly facts?: Readonly<Record<string, Json>>;
}

export interface StageReport {
  /** One sentence that a newcomer understands. */
  readonly summary: string;
  readonly details: readonly string[];
}

/**
 * One stage of the lifecycle. `key` names everything it reads, so that a finished stage is reused while nothing of
 * that, nor the engine, has changed; `describe` says what a record means, computed now or long ago.
 */
export interface StageDefinition<K extends RecordKind> {
  readonly stage: StageName;
  readonly kind: K;
  key(context: StageContext): Promise<Readonly<Record<string, unknown>>>;
  compute(context: StageContext): Promise<StageOutput<K>>;
  describe(context: StageContext, body: Bodies[K]): Promise<StageReport>;
}
