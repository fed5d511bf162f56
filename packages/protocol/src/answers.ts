import type { DiffDataAnswer } from './diff-data-answer.ts';
import type { ExploreAnswer, KeptExplorationAnswer } from './explore-answer.ts';
import type { RejectedAnswer, SnapshotsAnswer, TakingAnswer } from './snapshot-answers.ts';
import type { Stage, Verdict } from './stages.ts';

/** What each operation of the API table answers: the stable field names of `--json` and HTTP. Times are ISO 8601 UTC. */
export interface Answers {
  init: InitAnswer;
  run: RunAnswer;
  takeData: TakingAnswer;
  snapshots: SnapshotsAnswer;
  rejectedRows: RejectedAnswer;
  status: StatusAnswer;
  diffData: DiffDataAnswer;
  explore: ExploreAnswer;
  exploration: KeptExplorationAnswer;
  why: WhyAnswer;
  predict: PredictAnswer;
  evaluate: RunAnswer;
  review: ReviewAnswer;
  approve: ApprovalAnswer;
  reject: ApprovalAnswer;
  waive: WaiverAnswer;
  dataContract: ContractAnswer;
  recipe: RecipeAnswer;
  acceptData: ContractAnswer;
  findings: FindingsAnswer;
  resolveFinding: FindingAnswer;
  waiveFinding: FindingAnswer;
  withdraw: WithdrawAnswer;
  deploy: DeployAnswer;
  rollback: DeployAnswer;
  label: LabelAnswer;
  log: LogAnswer;
  monitor: MonitorAnswer;
  reproduce: ReproduceAnswer;
  auditVerify: AuditAnswer;
  token: TokenAnswer;
}

/** A value with everything needed to judge it. `low` and `high` bound the interval at `confidence`. */
export interface Measurement {
  readonly metric: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly confidence: number;
  readonly n: number;
  readonly positives: number;
}

/** One row of the charter's criteria table: asked, got, verdict. */
export interface CriterionOutcome {
  readonly id: string;
  /** In words, e.g. `ROC AUC minus that of the rule`. */
  readonly measure: string;
  readonly asked: string;
  readonly got: string;
  readonly verdict: Verdict;
  /** Why, where the verdict alone does not say it; how many rows would settle an `unknown`. */
  readonly note: string | null;
  readonly measurement: Measurement | null;
  readonly waiver: WaiverSummary | null;
}

export interface WaiverSummary {
  readonly id: string;
  readonly criterion: string;
  readonly person: string;
  readonly reason: string;
  readonly until: string;
  readonly isExpired: boolean;
}

export interface StageSummary {
  readonly stage: Stage;
  readonly state: 'done' | 'reused' | 'refused' | 'waiting' | 'pending';
  readonly summary: string;
  readonly details: readonly string[];
  readonly record: string | null;
  readonly durationMs: number;
}

export interface InitAnswer {
  readonly charterPath: string;
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly target: string;
  readonly positiveShare: number;
  readonly proposals: readonly string[];
  readonly blanks: readonly string[];
}

export interface RunAnswer {
  readonly iteration: number;
  readonly state: 'done' | 'waiting' | 'refused';
  readonly stages: readonly StageSummary[];
  readonly version: VersionSummary | null;
  readonly criteria: readonly CriterionOutcome[];
  readonly verdict: Verdict;
  /** Paths of blanks that promotion still needs. */
  readonly blanks: readonly string[];
  readonly cardPath: string | null;
  /** The command that comes next, and whose it is. */
  readonly next: string;
}

export interface VersionSummary {
  /** The model's name in the project; `model` is the digest of its bytes. */
  readonly name: string;
  readonly number: number;
  readonly digest: string;
  readonly model: string;
  readonly estimator: string;
  readonly origin: 'trained' | 'external';
  readonly trainedBy: string;
  readonly at: string;
  readonly verdict: Verdict;
  readonly approvals: readonly ApprovalSummary[];
  readonly isServing: boolean;
  /** Since when it cannot be reproduced, because rows of its data were withdrawn; null where none were. */
  readonly withdrawn: string | null;
}

export interface ApprovalSummary {
  readonly id: string;
  readonly person: string;
  readonly knownBy: 'claimed' | 'session' | 'token';
  readonly decision: 'approve' | 'reject';
  readonly reason: string;
  readonly at: string;
  /** False: the approver also trained it ("duties not separated"). */
  readonly isSeparate: boolean;
  readonly voided: string | null;
}

export interface AlarmSummary {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly message: string;
  readonly window: string | null;
  readonly at: string;
}

export interface StatusAnswer {
  readonly project: string;
  readonly charter: string | null;
  readonly objective: string;
  readonly blanks: readonly string[];
  readonly iteration: { readonly number: number; readonly state: string; readonly hypothesis: string } | null;
  readonly stages: readonly StageSummary[];
  readonly versions: readonly VersionSummary[];
  readonly serving: DeploymentSummary | null;
  readonly alarms: readonly AlarmSummary[];
  readonly waivers: readonly WaiverSummary[];
  /** Open findings by severity. */
  readonly findings: FindingCounts;
  readonly auditSize: number;
  readonly verdict: string;
  readonly next: string;
}

export interface DeploymentSummary {
  readonly id: string;
  readonly model: string;
  readonly version: number;
  readonly versionDigest: string;
  readonly since: string;
  readonly by: string;
  readonly predictions: number;
}

/** One link of the chain from a prediction to the charter. */
export interface EvidenceLink {
  readonly kind: string;
  readonly digest: string;
  readonly summary: string;
  readonly by: string | null;
  readonly knownBy: string | null;
  readonly at: string | null;
}

export interface WhyAnswer {
  readonly prediction: string;
  readonly at: string;
  readonly score: number;
  readonly threshold: number;
  readonly isPositive: boolean;
  readonly action: string;
  readonly outcome: { readonly isPositive: boolean; readonly knownAt: string } | null;
  /** Contributions on the log-odds, largest first; base + sum = margin. Null for a model Tend never ran. */
  readonly explanation: {
    readonly base: number;
    readonly margin: number;
    readonly items: readonly {
      readonly source: string;
      readonly value: string | number | boolean | null;
      readonly contribution: number;
    }[];
  } | null;
  /** prediction, deployment, approval, evaluation, model, run, recipe, snapshot, charter. */
  readonly chain: readonly EvidenceLink[];
  readonly notes: readonly string[];
}

export interface PredictAnswer {
  readonly model: string;
  readonly version: number;
  readonly predictions: readonly { readonly id: string | null; readonly score: number; readonly isPositive: boolean }[];
}

export interface ReviewAnswer {
  readonly version: VersionSummary;
  readonly criteria: readonly CriterionOutcome[];
  readonly verdict: Verdict;
  /** Differences to the serving version, most important first. */
  readonly changes: readonly string[];
  readonly findings: readonly { readonly severity: string; readonly message: string }[];
  readonly waivers: readonly WaiverSummary[];
  readonly bound: { readonly data: string; readonly code: string; readonly model: string; readonly report: string };
  readonly cardPath: string;
}

export interface ApprovalAnswer {
  readonly approval: ApprovalSummary;
  readonly version: VersionSummary;
  readonly next: string;
}

export interface WaiverAnswer {
  readonly waiver: WaiverSummary;
  readonly version: VersionSummary;
  readonly next: string;
}

/** Something wrong, tracked over all iterations. */
export interface FindingSummary {
  readonly id: string;
  readonly stage: string;
  /** The name of a check, the kind of a fault, `leak`, `rejected rows`. */
  readonly kind: string;
  readonly subject: string;
  readonly severity: 'block' | 'warn' | 'info';
  readonly message: string;
  readonly failing: number | null;
  readonly total: number | null;
  /** A waiver that has expired no longer counts: the finding is open. */
  readonly state: 'open' | 'resolved' | 'waived';
  readonly owner: string | null;
  /** Who resolved or waived it; null where its cause was gone by itself. */
  readonly person: string | null;
  readonly reason: string | null;
  /** The last day of a waiver. */
  readonly until: string | null;
  readonly reopened: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** Digest of the record that showed it last. */
  readonly record: string | null;
}

export interface FindingEvent {
  readonly event: 'seen' | 'worse' | 'reopened' | 'expired' | 'gone' | 'settled' | 'resolved' | 'waived';
  readonly at: string;
  readonly person: string | null;
  readonly reason: string | null;
  readonly failing: number | null;
  readonly total: number | null;
  /** Digest of the record of a person's decision; else of the one that showed the finding. */
  readonly record: string | null;
}

export interface FindingCounts {
  readonly block: number;
  readonly warn: number;
  readonly info: number;
}

export interface FindingsAnswer {
  /** Open ones by severity, in all stages. */
  readonly open: FindingCounts;
  /** What blocks first, then the newest. */
  readonly findings: readonly FindingSummary[];
  /** Of the one that was asked for, the oldest first. */
  readonly history: readonly FindingEvent[];
}

/** The recipe of one estimator. */
export interface ShownRecipe {
  readonly estimator: string;
  readonly features: number;
  readonly steps: readonly {
    readonly step: string;
    /** Absent where the step selects its columns by kind. */
    readonly columns?: readonly string[];
    readonly reason: string;
    /** The columns of the source that it comes from in the end. */
    readonly sources: readonly string[];
    /** What it does, a sentence for each column that it is fitted to, with what was learnt. */
    readonly does: readonly string[];
    /** How many columns it makes. */
    readonly makes: number;
  }[];
  readonly leftOut: readonly { readonly column: string; readonly reason: string }[];
}

export interface RecipeAnswer {
  readonly record: string;
  /** The number of features by estimator. */
  readonly features: Readonly<Record<string, number>>;
  readonly recipes: readonly ShownRecipe[];
  /** `prepare` of a charter, line by line, of 80 characters at most where words allow it. */
  readonly yaml: readonly string[];
  readonly next: string;
}

export interface ContractAnswer {
  /** Digests of the contract's record and of the snapshot whose rows proposed its terms. */
  readonly record: string;
  readonly snapshot: string;
  readonly columns: number;
  /** Who accepted the source as the reference, and why; null where a taking made the contract. */
  readonly person: string | null;
  readonly reason: string | null;
  /** `data.contract` of a charter, line by line. */
  readonly yaml: readonly string[];
  readonly next: string;
}

export interface FindingAnswer {
  readonly finding: FindingSummary;
  readonly next: string;
}

/** What a withdrawal erased, who was trained on it, and where the key still stands. */
export interface WithdrawAnswer {
  /** Its id, which names nobody. */
  readonly withdrawal: string;
  /** Rows of tables that went and cells that were emptied, now. */
  readonly rows: number;
  readonly payloads: number;
  readonly predictions: number;
  readonly segments: number;
  readonly labels: number;
  /** Sentences of findings and alarms that held the key. */
  readonly sentences: number;
  /** Versions trained on the rows: not reproducible any more. */
  readonly versions: readonly {
    readonly name: string;
    readonly number: number;
    readonly digest: string;
    /** Ids of those that serve or stand by. */
    readonly deployments: readonly string[];
  }[];
  readonly remains: readonly WithdrawnRemains[];
  /** Nothing of the workspace holds the key any more. */
  readonly isComplete: boolean;
  /** False: the key has so few characters that its bytes stand in files by chance, and hits say little. */
  readonly isDistinctive: boolean;
  readonly next: string;
}

/** A file in which the bytes of the key stand. */
export interface WithdrawnRemains {
  readonly path: string;
  readonly hits: number;
  /** Of the workspace; others are files of the person who runs the project. */
  readonly isStored: boolean;
  readonly advice: string;
}

export interface DeployAnswer {
  readonly deployment: DeploymentSummary;
  readonly previous: DeploymentSummary | null;
  readonly criteria: readonly CriterionOutcome[];
  readonly golden: GoldenCheck;
  readonly next: string;
}

/** Rows whose features and scores the stored model gave again to the bit: as a table, one by one and in another order. */
export interface GoldenCheck {
  readonly rows: number;
  /** Rows of which nothing can be said any more, because a person withdrew. */
  readonly withdrawn: number;
  /** Why there were none to check. */
  readonly reason: string | null;
}

export interface LabelAnswer {
  readonly recorded: number;
  readonly alreadyKnown: number;
}

export interface LogAnswer {
  /** One a prediction, in the order they were sent. */
  readonly ids: readonly string[];
  readonly labelled: number;
}

export interface MonitorAnswer {
  readonly asOf: string;
  readonly deployment: string;
  readonly windows: readonly WindowSummary[];
  readonly alarmsRaised: readonly AlarmSummary[];
  readonly openAlarms: readonly AlarmSummary[];
  readonly verdict: string;
  readonly next: string;
}

export interface WindowSummary {
  readonly from: string;
  readonly until: string;
  readonly predictions: number;
  readonly labelled: number;
  readonly positives: number;
  readonly quality: readonly Measurement[];
  readonly drifted: readonly {
    readonly column: string;
    readonly effect: number;
    readonly pValue: number;
    readonly note: string;
  }[];
  readonly columnsCompared: number;
}

export interface ReproduceAnswer {
  readonly version: VersionSummary;
  readonly isIdentical: boolean;
  readonly recorded: string;
  readonly rebuilt: string;
  readonly threads: number;
  readonly workersUsed: number;
  readonly isEngineEqual: boolean;
  readonly summary: string;
}

export interface AuditAnswer {
  readonly isValid: boolean;
  readonly entries: number;
  readonly rootHash: string;
  readonly checkpoints: number;
  readonly recordsChecked: number;
  readonly payloadsChecked: number;
  /** Payloads that are gone as a tombstone says, because a person withdrew. */
  readonly payloadsErased: number;
  readonly problems: readonly { readonly kind: string; readonly entry: number | null; readonly message: string }[];
}

export interface TokenAnswer {
  readonly token: string;
  readonly person: string;
  readonly permissions: readonly string[];
  readonly expiresAt: string;
}
