export { proposeContract } from './propose-contract.ts';
export type {
  CheckOutcome,
  ContractBody,
  FaultOutcome,
  SnapshotBody,
  SplitBody,
  SplitSide,
  TakingBody,
} from './records.ts';
export { rowConverter } from './row-converter.ts';
export { splitRows } from './split-rows.ts';
export { dataStage } from './take-snapshot.ts';
