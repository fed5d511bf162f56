export { chartedData } from './accepted-contract.ts';
export { convertedTable } from './converted-table.ts';
export { proposeContract } from './propose-contract.ts';
export { readWhole } from './read-whole.ts';
export type { ContractBody, SnapshotBody, SplitBody, TakingBody } from './records.ts';
export { rowConverter } from './row-converter.ts';
export { splitRows } from './split-rows.ts';
export { dataStage } from './take-snapshot.ts';
