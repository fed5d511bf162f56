import { type EmbeddedModule, embeddedModule } from '../web-assembly/embedded-module.ts';
import { treeScoringWasm } from './tree-scoring.wasm.ts';

/** What packages/kernels/assembly/tree-scoring exports: addresses are bytes from the start of the memory. */
export interface CompiledScoring {
  quickScore(
    entries: number,
    entriesEnd: number,
    leafValues: number,
    leafValuesEnd: number,
    stage: number,
    rowCount: number,
    margins: number,
    masks: number,
  ): void;
  walk(
    roots: number,
    treeCount: number,
    nodes: number,
    leafValues: number,
    stage: number,
    columnCount: number,
    rowCount: number,
    margins: number,
    isByCategory: number,
  ): void;
  walkOne(
    roots: number,
    treeCount: number,
    nodes: number,
    leafValues: number,
    stage: number,
    columnCount: number,
    margins: number,
    isByCategory: number,
  ): void;
}

export const compiledScoring: EmbeddedModule<CompiledScoring> = embeddedModule(treeScoringWasm);
