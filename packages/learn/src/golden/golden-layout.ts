import type { Schema } from '@tend/table';
import type { OpenModel } from '../model/open-model.ts';
import type { RunContext } from '../recipe/runner.ts';
import { originColumn } from './made-golden-rows.ts';

/** A model as far as golden rows ask it. */
export interface GoldenModel extends Pick<OpenModel, 'manifest' | 'outputs' | 'predictTable' | 'predictRow'> {
  /** What the model was opened with. */
  readonly context?: RunContext;
}

/** Where things stand in a table of golden rows. */
export interface GoldenLayout {
  /** Text: which row of the table it is, or what it is made of. */
  readonly origin: string;
  /** Integer: cells of the inputs that were missing when the row was kept. A withdrawal may empty more. */
  readonly missing: string;
  /** Texts: the scores, then the features in canonical order, as `exactText` spells them. */
  readonly scores: readonly string[];
  readonly features: readonly string[];
  /** The cells, under their own names. */
  readonly inputs: Schema;
  readonly schema: Schema;
}

/** The columns of the golden rows of a model, before the key of the person: names that no input, feature or key has twice. */
export function goldenLayout({ manifest, outputs }: GoldenModel, keyColumn?: string): GoldenLayout {
  const taken = new Set([...manifest.inputs.map(({ name }) => name), ...(keyColumn === undefined ? [] : [keyColumn])]);
  const free = (wanted: string): string => {
    let name = wanted;
    for (let again = 2; taken.has(name); again++) name = `${wanted} (${again})`;
    taken.add(name);
    return name;
  };
  const origin = free(originColumn);
  const missing = free('missing cells');
  const scores = Array.from({ length: outputs }, (_, output) => free(outputs === 1 ? 'score' : `score ${output + 1}`));
  const features = manifest.recipe.features.map(({ name }) => free(`feature ${name}`));
  return {
    origin,
    missing,
    scores,
    features,
    inputs: manifest.inputs,
    schema: [
      { name: origin, kind: 'text' },
      { name: missing, kind: 'integer' },
      ...[...scores, ...features].map((name) => ({ name, kind: 'text' }) as const),
      ...manifest.inputs,
    ],
  };
}
