import type { ColumnKind, ColumnSchema } from '@tend/table';
import type { Feature } from '../estimator.ts';
import { canonicalOrder } from './canonical-order.ts';
import type { StepDefinition } from './step-definition.ts';
import type { WorkingColumn } from './working-column.ts';

/** Which column each name stands for while the steps of a recipe follow one another. Columns are known by their numbers. */
export interface RecipeTrace {
  readonly columns: readonly TracedColumn[];
  readonly steps: readonly TracedStep[];
  /** The number of the column that has this name now. */
  find(name: string): number | undefined;
  /** The columns that names stand for now. */
  current(): readonly TracedColumn[];
  addInput(column: ColumnSchema): number;
  /** The next step; `names` are those of its outputs, which stand for these from now on. */
  addStep(
    definition: StepDefinition,
    learned: unknown,
    inputs: readonly number[],
    names: readonly string[],
  ): TracedStep;
  /** What is left: numbers that a step made and none replaced, in canonical order of their names. */
  features(): readonly TracedFeature[];
}

export interface TracedColumn extends WorkingColumn {
  /** The columns of the table it comes from, in canonical order. */
  readonly sources: readonly string[];
  /** False for a column of the table. */
  readonly isMade: boolean;
}

export interface TracedStep {
  readonly definition: StepDefinition;
  readonly learned: unknown;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

export interface TracedFeature extends Feature {
  /** The number of its column. */
  readonly column: number;
}

/** A trace without columns and steps. */
export function recipeTrace(): RecipeTrace {
  const columns: TracedColumn[] = [];
  const steps: TracedStep[] = [];
  const current = new Map<string, number>();
  const replaced = new Set<number>();
  const add = (column: TracedColumn): number => {
    current.set(column.name, columns.length);
    return columns.push(column) - 1;
  };
  return {
    columns,
    steps,
    find: (name) => current.get(name),
    current: () => [...current.values()].map((number) => columns[number] as TracedColumn),
    addInput: ({ name, kind }) => add({ name, kind, sources: [name], isMade: false }),
    addStep(definition, learned, inputs, names) {
      const read = inputs.map((input) => columns[input] as TracedColumn);
      const made = definition.outputs(learned, read);
      if (definition.keepsInputs !== true) for (const input of inputs) replaced.add(input);
      const outputs = made.map(({ from, ...column }, place) => {
        const sources = (from?.map((input) => read[input] as TracedColumn) ?? read).flatMap((one) => one.sources);
        return add({
          ...column,
          name: names[place] ?? column.name,
          sources: [...new Set(sources)].sort(canonicalOrder),
          isMade: true,
        });
      });
      const step = { definition, learned, inputs, outputs };
      steps.push(step);
      return step;
    },
    features: () => featuresOf(columns, [...current.values()], replaced),
  };
}

function featuresOf(
  columns: readonly TracedColumn[],
  current: readonly number[],
  replaced: ReadonlySet<number>,
): readonly TracedFeature[] {
  const features: TracedFeature[] = [];
  for (const number of current) {
    const column = columns[number] as TracedColumn;
    if (!column.isMade || replaced.has(number) || !isFeatureKind(column.kind)) continue;
    const { name, sources, categories } = column;
    const source = sources.join(' x ');
    features.push({ name, source, column: number, ...(categories !== undefined && { categories }) });
  }
  return features.sort((a, b) => canonicalOrder(a.name, b.name));
}

/** Texts, dates and instants are no numbers that a model can learn from as they are. */
function isFeatureKind(kind: ColumnKind): boolean {
  return kind === 'number' || kind === 'integer' || kind === 'boolean';
}
