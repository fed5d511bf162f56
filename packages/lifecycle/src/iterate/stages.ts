import { dataStage } from '../data/index.ts';
import { evaluateStage } from '../evaluate/index.ts';
import { exploreStage } from '../explore/index.ts';
import { governStage } from '../govern/index.ts';
import { prepareStage } from '../prepare/index.ts';
import { problemStage } from '../problem/index.ts';
import type { RecordKind } from '../record/kinds.ts';
import type { StageDefinition } from '../stage/stage.ts';
import { trainStage } from '../train/index.ts';

/** The stages that one iteration runs, in order. Deployment and monitoring follow a person's decision. */
export const iterationStages: readonly StageDefinition<RecordKind>[] = [
  problemStage,
  dataStage,
  exploreStage,
  prepareStage,
  trainStage,
  evaluateStage,
  governStage,
];
