import type { TracedColumn, TracedStep } from '../../recipe/recipe-trace.ts';
import { bin } from '../../recipe/steps/bin.ts';
import { boolean } from '../../recipe/steps/boolean.ts';
import { categories } from '../../recipe/steps/categories.ts';
import { clip } from '../../recipe/steps/clip.ts';
import { dateParts } from '../../recipe/steps/date-parts.ts';
import { drop } from '../../recipe/steps/drop.ts';
import { elapsed } from '../../recipe/steps/elapsed.ts';
import { expression } from '../../recipe/steps/expression.ts';
import { frequency } from '../../recipe/steps/frequency.ts';
import { impute } from '../../recipe/steps/impute.ts';
import { interact } from '../../recipe/steps/interact.ts';
import { oneHot } from '../../recipe/steps/one-hot.ts';
import { ordinal } from '../../recipe/steps/ordinal.ts';
import { passThrough } from '../../recipe/steps/pass-through.ts';
import { powerScale } from '../../recipe/steps/power-scale.ts';
import { quantileScale } from '../../recipe/steps/quantile-scale.ts';
import { rareLevels } from '../../recipe/steps/rare-levels.ts';
import { scale } from '../../recipe/steps/scale.ts';
import { select } from '../../recipe/steps/select.ts';
import { targetEncode } from '../../recipe/steps/target-encode.ts';
import type { ColumnValue, MadeColumns } from './column-value.ts';
import { datePartNodes } from './date-part-nodes.ts';
import type { NumberNodes } from './number-nodes.ts';
import { binNodes, elapsedNodes, interactNodes } from './number-step-nodes.ts';
import type { OnnxInput } from './onnx-export.ts';
import type { OnnxGraph } from './onnx-graph.ts';
import { powerScaleNodes, quantileScaleNodes } from './scale-nodes.ts';
import {
  categoryNodes,
  levelNumberNodes,
  oneHotNodes,
  rareLevelNodes,
  type TextValue,
  targetEncodeNodes,
} from './text-nodes.ts';
import { UnsupportedExport } from './unsupported-export.ts';

/** What the nodes of a step are made with. */
export interface StepMaking {
  readonly graph: OnnxGraph;
  readonly b: NumberNodes;
  /** An input of the graph. */
  read(input: OnnxInput): string;
  /** The column of this place among the inputs of the step. */
  column(place: number): ColumnValue;
  /** The same as rows x 1 of float64. */
  number(place: number): string;
  /** The same as texts. */
  text(place: number): TextValue;
}

/** The outputs of one step, in their order. UnsupportedExport for a step that standard operators cannot say. */
export function stepNodes(
  making: StepMaking,
  { definition, learned }: TracedStep,
  inputs: readonly TracedColumn[],
): readonly MadeColumns[] {
  const { graph, b, number, text } = making;
  const path = definition.name;
  const isText = inputs[0]?.kind === 'text';
  const double = (node: string): readonly MadeColumns[] => [{ node, width: 1, type: 'double' }];
  switch (path) {
    case passThrough.name:
      return double(number(0));
    case boolean.name: {
      const { isTrue } = boolean.parse(learned, path, inputs);
      const numbers = isTrue.map(() => 1);
      const unknown = { other: 0, missing: Number.NaN };
      if (isText) return double(levelNumberNodes(graph, b, text(0), isTrue, { numbers, ...unknown }));
      const isFalse = b.equal(number(0), b.number(0));
      const truth = b.where(isFalse, b.number(0), b.number(1));
      return double(b.where(b.isMissing(number(0)), b.number(Number.NaN), truth));
    }
    case impute.name: {
      const { fill, isFlagged } = impute.parse(learned, path, inputs);
      if (typeof fill === 'string') return [{ ...making.column(0), filledWith: text(0).filledWith ?? fill, count: 1 }];
      const isMissing = b.isMissing(number(0));
      const filled = { node: b.where(isMissing, b.number(fill), number(0)), width: 1, type: 'double' } as const;
      return isFlagged ? [filled, { node: b.asFloat(isMissing), width: 1, type: 'float' }] : [filled];
    }
    case clip.name: {
      const { lower, upper } = clip.parse(learned, path, inputs);
      const isMissing = b.isMissing(number(0));
      const held = b.within(b.where(isMissing, b.number(lower), number(0)), lower, upper);
      return double(b.where(isMissing, b.number(Number.NaN), held));
    }
    case scale.name: {
      const { centre, spread } = scale.parse(learned, path, inputs);
      return double(b.divide(b.subtract(number(0), b.number(centre)), b.number(spread)));
    }
    case quantileScale.name:
      return double(quantileScaleNodes(b, quantileScale.parse(learned, path, inputs), number(0)));
    case powerScale.name:
      return double(powerScaleNodes(b, powerScale.parse(learned, path, inputs), number(0)));
    case bin.name:
      return [binNodes(b, bin.parse(learned, path, inputs), number(0))];
    case rareLevels.name:
      return [
        { node: rareLevelNodes(graph, rareLevels.parse(learned, path, inputs), text(0)), width: 1, type: 'string' },
      ];
    case oneHot.name:
      return [{ ...oneHotNodes(graph, oneHot.parse(learned, path, inputs), text(0)), type: 'float' }];
    case categories.name:
      return [
        { node: categoryNodes(graph, categories.parse(learned, path, inputs), text(0)), width: 1, type: 'float' },
      ];
    case ordinal.name: {
      const { levels } = ordinal.parse(learned, path, inputs);
      const unknown = { other: Number.NaN, missing: Number.NaN };
      return double(levelNumberNodes(graph, b, text(0), levels, { numbers: [...levels.keys()], ...unknown }));
    }
    case frequency.name: {
      const { levels, frequencies } = frequency.parse(learned, path, inputs);
      const known = { numbers: frequencies, other: 0, missing: Number.NaN };
      return double(levelNumberNodes(graph, b, text(0), levels, known));
    }
    case targetEncode.name: {
      const nodes = targetEncodeNodes(graph, b, targetEncode.parse(learned, path, inputs), text(0));
      return nodes.map((node) => ({ node, width: 1, type: 'double' }));
    }
    case dateParts.name: {
      const isInstant = inputs[0]?.kind === 'instant';
      return [{ ...datePartNodes(b, dateParts.parse(learned, path, inputs), isInstant, number(0)), type: 'float' }];
    }
    case elapsed.name: {
      const kinds = inputs.map(({ kind }) => kind);
      return double(elapsedNodes(b, elapsed.parse(learned, path, inputs), kinds, number));
    }
    case interact.name:
      return double(interactNodes(b, interact.parse(learned, path, inputs), inputs.length, number));
    case expression.name: {
      const { name, expression: said } = expression.parse(learned, path, inputs);
      const meaning = `the answer of ${said}: a number, or 1 true and 0 false; NaN unknown`;
      return [{ node: making.read({ name, type: 'float', width: 1, meaning }), width: 1, type: 'float' }];
    }
    case select.name:
      return select.parse(learned, path, inputs).kept.map((place) => ({ ...making.column(place), count: 1 }));
    case drop.name:
      return [];
  }
  const columns = inputs.map(({ name }) => name).join(', ');
  throw new UnsupportedExport(
    `the step ${definition.name} of ${columns}`,
    `${reasons[path] ?? 'it has no operators in ONNX here'}; leave the step out of the recipe, or make its features before and export the model without its recipe`,
  );
}

const reasons: Readonly<Record<string, string>> = {
  hash: 'standard ONNX hashes no texts',
  hashNGrams: 'standard ONNX neither cuts nor hashes texts',
  nGrams: 'standard ONNX cuts no text into words or characters',
  textFacts: 'standard ONNX counts no characters',
  lag: 'it looks earlier rows up',
  rolling: 'it looks earlier rows up',
};
