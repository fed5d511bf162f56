import type { CategoriesLearned } from '../../recipe/steps/categories.ts';
import type { OneHotLearned } from '../../recipe/steps/one-hot.ts';
import type { OnnxGraph } from './onnx-graph.ts';
import { UnsupportedExport } from './unsupported-export.ts';

/** The code of the level; NaN for missing, and for others where they have none. */
export function categoryNodes(
  graph: OnnxGraph,
  { levels, hasOther }: CategoriesLearned,
  column: string,
  text: string,
): string {
  refuseEmptyText(levels, column);
  return graph.mlNode('LabelEncoder', [text], {
    keys_strings: { kind: 'strings', value: [...levels, ''] },
    values_floats: { kind: 'floats', value: [...levels.keys(), Number.NaN] },
    default_float: { kind: 'float', value: hasOther ? levels.length : Number.NaN },
  });
}

/** Levels have the codes 0, 1, ...; then come others, then missing. */
export function oneHotNodes(
  graph: OnnxGraph,
  { levels, hasOther, hasMissing, dropsFirst }: OneHotLearned,
  column: string,
  text: string,
): { readonly node: string; readonly width: number } {
  refuseEmptyText(levels, column);
  const other = levels.length;
  const missing = other + 1;
  const code = graph.mlNode('LabelEncoder', [text], {
    keys_strings: { kind: 'strings', value: [...levels, ''] },
    values_int64s: { kind: 'ints', value: [...levels.keys(), missing] },
    default_int64: { kind: 'int', value: other },
  });
  const shown = [...levels.keys()].slice(Number(dropsFirst));
  const codes = [...shown, ...(hasOther ? [other] : []), ...(hasMissing ? [missing] : [])];
  const wanted = graph.constant({ type: 'int64', shape: [1, codes.length], values: codes });
  const node = graph.node('Cast', [graph.node('Equal', [code, wanted])], { to: { kind: 'int', value: 1 } });
  return { node, width: codes.length };
}

function refuseEmptyText(levels: readonly string[], column: string): void {
  if (levels.includes('')) throw new UnsupportedExport(`column ${column}`, 'the empty text stands for missing');
}
