import type { CategoriesLearned } from '../../recipe/steps/categories.ts';
import type { OneHotLearned } from '../../recipe/steps/one-hot.ts';
import type { RareLevelsLearned } from '../../recipe/steps/rare-levels.ts';
import type { TargetEncodeLearned } from '../../recipe/steps/target-encode.ts';
import type { NumberNodes } from './number-nodes.ts';
import type { OnnxGraph } from './onnx-graph.ts';
import { UnsupportedExport } from './unsupported-export.ts';

/** A column of texts in a graph: rows x 1 strings. */
export interface TextValue {
  readonly column: string;
  readonly node: string;
  /** What the empty text, which stands for missing, counts as once it was filled; absent: it is missing. */
  readonly filledWith?: string;
}

/** The code of the level; NaN for missing, and for others where they have none. */
export function categoryNodes(graph: OnnxGraph, { levels, hasOther }: CategoriesLearned, text: TextValue): string {
  const other = hasOther ? levels.length : Number.NaN;
  return encoded(graph, text, levels, [...levels.keys()], { other, missing: Number.NaN });
}

/** Levels have the codes 0, 1, ...; then come others, then missing. */
export function oneHotNodes(
  graph: OnnxGraph,
  { levels, hasOther, hasMissing, dropsFirst }: OneHotLearned,
  text: TextValue,
): { readonly node: string; readonly width: number } {
  const other = levels.length;
  const missing = other + 1;
  const code = levelCode(graph, text, levels);
  const shown = [...levels.keys()].slice(Number(dropsFirst));
  const codes = [...shown, ...(hasOther ? [other] : []), ...(hasMissing ? [missing] : [])];
  const wanted = graph.constant({ type: 'int64', shape: [1, codes.length], values: codes });
  const node = graph.node('Cast', [graph.node('Equal', [code, wanted])], { to: { kind: 'int', value: 1 } });
  return { node, width: codes.length };
}

/** A number of float64 for each level, one for any other text and one for missing. */
export function levelNumberNodes(
  graph: OnnxGraph,
  b: NumberNodes,
  text: TextValue,
  levels: readonly string[],
  {
    numbers,
    other,
    missing,
  }: { readonly numbers: readonly number[]; readonly other: number; readonly missing: number },
): string {
  return b.lookUp([...numbers, other, missing], levelCode(graph, text, levels));
}

/** The encodings of each output. */
export function targetEncodeNodes(
  graph: OnnxGraph,
  b: NumberNodes,
  { levels, encodings, missing, prior }: TargetEncodeLearned,
  text: TextValue,
): readonly string[] {
  const code = levelCode(graph, text, levels);
  return encodings.map((numbers, output) => b.lookUp([...numbers, prior[output] ?? 0, missing[output] ?? 0], code));
}

/** Kept levels as they are, any other as one text. */
export function rareLevelNodes(graph: OnnxGraph, { levels, other }: RareLevelsLearned, text: TextValue): string {
  refuseEmptyText([...levels, other], text.column);
  const filled = text.filledWith;
  const missing = filled === undefined || levels.includes(filled) ? (filled ?? '') : other;
  return graph.mlNode('LabelEncoder', [text.node], {
    keys_strings: { kind: 'strings', value: [...levels, ''] },
    values_strings: { kind: 'strings', value: [...levels, missing] },
    default_string: { kind: 'string', value: other },
  });
}

/** The place of the level as int64; then come others, then missing. */
function levelCode(graph: OnnxGraph, text: TextValue, levels: readonly string[]): string {
  refuseEmptyText(levels, text.column);
  const other = levels.length;
  return graph.mlNode('LabelEncoder', [text.node], {
    keys_strings: { kind: 'strings', value: [...levels, ''] },
    values_int64s: { kind: 'ints', value: [...levels.keys(), codeOfEmpty(text, levels, other, other + 1)] },
    default_int64: { kind: 'int', value: other },
  });
}

/** A float32 of each level. */
function encoded(
  graph: OnnxGraph,
  text: TextValue,
  levels: readonly string[],
  values: readonly number[],
  { other, missing }: { readonly other: number; readonly missing: number },
): string {
  refuseEmptyText(levels, text.column);
  return graph.mlNode('LabelEncoder', [text.node], {
    keys_strings: { kind: 'strings', value: [...levels, ''] },
    values_floats: { kind: 'floats', value: [...values, codeOfEmpty(text, levels, other, missing)] },
    default_float: { kind: 'float', value: other },
  });
}

function codeOfEmpty({ filledWith }: TextValue, levels: readonly string[], other: number, missing: number): number {
  if (filledWith === undefined) return missing;
  const place = levels.indexOf(filledWith);
  return place < 0 ? other : place;
}

function refuseEmptyText(levels: readonly string[], column: string): void {
  if (levels.includes('')) throw new UnsupportedExport(`column ${column}`, 'the empty text stands for missing');
}
