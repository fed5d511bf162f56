import type { ContractBody, SnapshotBody, SplitBody, TakingBody } from '../data/index.ts';
import type { DeploymentBody, PromotionBody } from '../deploy/index.ts';
import type { EvaluationBody } from '../evaluate/index.ts';
import type { ExplorationBody, ProfileBody } from '../explore/index.ts';
import type { FindingDecisionBody } from '../findings/index.ts';
import type { ApprovalBody, VersionBody, WaiverBody } from '../govern/index.ts';
import type { IterationBody } from '../iterate/index.ts';
import type { AlarmBody, MonitoringBody } from '../monitor/index.ts';
import type { RecipeBody } from '../prepare/index.ts';
import type { AssessmentBody, CharterBody } from '../problem/index.ts';
import type { ModelBody, RunBody } from '../train/index.ts';
import type { TombstoneBody } from '../withdrawn/index.ts';

/** Every kind of record with the shape of its body. A body's `inputs` are its edges in the evidence graph. */
export interface Bodies {
  charter: CharterBody;
  assessment: AssessmentBody;
  snapshot: SnapshotBody;
  contract: ContractBody;
  taking: TakingBody;
  split: SplitBody;
  profile: ProfileBody;
  exploration: ExplorationBody;
  recipe: RecipeBody;
  run: RunBody;
  model: ModelBody;
  evaluation: EvaluationBody;
  version: VersionBody;
  waiver: WaiverBody;
  approval: ApprovalBody;
  promotion: PromotionBody;
  deployment: DeploymentBody;
  monitoring: MonitoringBody;
  alarm: AlarmBody;
  iteration: IterationBody;
  findingDecision: FindingDecisionBody;
  tombstone: TombstoneBody;
}

export type RecordKind = keyof Bodies;
