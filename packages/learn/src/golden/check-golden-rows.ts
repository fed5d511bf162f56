import {
  type Column,
  columnOf,
  isMissing,
  pickColumns,
  schemaOf,
  type Table,
  type TextColumn,
  takeRows,
} from '@tend/table';
import { MalformedModel } from '../malformed-model.ts';
import { sourcesOf } from '../recipe/explain-recipe.ts';
import { exactText } from './exact-text.ts';
import { type GoldenAnswers, goldenAnswers } from './golden-answers.ts';
import { type GoldenLayout, type GoldenModel, goldenLayout } from './golden-layout.ts';

/** One answer that is not the one that was kept. */
export interface GoldenDifference {
  /** Which row: its number in the snapshot, counted from 1, or what it is made of. */
  readonly origin: string;
  /** The feature with the columns it comes from, or the score. */
  readonly what: string;
  readonly way: GoldenAnswers['way'];
  readonly expected: string;
  readonly came: string;
}

export interface GoldenAgreement {
  /** Rows that gave the kept features and scores, to the last bit, each way. */
  readonly held: number;
  /** Rows of which a cell was emptied since: nothing can be said about them. */
  readonly unchecked: number;
  /** The first row and answer that differ; then `held` counts nothing. */
  readonly difference?: GoldenDifference;
}

/**
 * Recomputes features and scores of kept golden rows as a table, as single rows and in a batch of another order, and compares every
 * bit with what was kept. MalformedModel for rows that are not those of a model with these inputs and features.
 */
export function checkGoldenRows(model: GoldenModel, kept: Table): GoldenAgreement {
  const layout = layoutOf(model, kept);
  const all = Int32Array.from({ length: kept.rowCount }, (_, row) => row);
  const whole = takeRows(
    kept,
    all.filter((row) => isWhole(layout, kept, row)),
  );
  const cells = pickColumns(
    whole,
    layout.inputs.map(({ name }) => name),
  );
  const unchecked = kept.rowCount - whole.rowCount;
  const origin = textOf(whole, layout.origin);
  const [scores, features] = [layout.scores, layout.features].map((names) => names.map((name) => textOf(whole, name)));
  for (const answers of goldenAnswers(model, cells))
    for (let answer = 0; answer < answers.rows.length; answer++) {
      const row = answers.rows[answer] as number;
      const differing = (columns: readonly TextColumn[] = [], numberAt: (place: number) => number) => {
        for (let place = 0; place < columns.length; place++) {
          const expected = cellText(columns[place], row);
          const came = exactText(numberAt(place));
          // A digit of an answer may have been part of what a withdrawal erased.
          if (expected !== undefined && expected !== came) return { place, expected, came };
        }
        return undefined;
      };
      const feature = differing(features, (place) => answers.feature(answer, place));
      const found = feature ?? differing(scores, (place) => answers.score(answer, place));
      if (found === undefined) continue;
      const { place, expected, came } = found;
      const what = feature === undefined ? (layout.scores[place] ?? 'score') : describeFeature(model, place);
      const { way } = answers;
      return {
        held: 0,
        unchecked,
        difference: { origin: cellText(origin, row) ?? 'a row', what, way, expected, came },
      };
    }
  return { held: whole.rowCount, unchecked };
}

/** Where things stand in these rows. Whose rows they are stands behind all else, where the rows have it. */
function layoutOf(model: GoldenModel, kept: Table): GoldenLayout {
  const came = schemaOf(kept);
  const layout = goldenLayout(model, came[goldenLayout(model).schema.length]?.name);
  for (const [place, { name, kind }] of layout.schema.entries()) {
    const column = came[place];
    if (column?.name !== name || column.kind !== kind)
      throw new MalformedModel(
        'golden rows',
        `the column "${name}" (${kind})`,
        column === undefined ? 'none' : `"${column.name}" (${column.kind})`,
      );
  }
  return layout;
}

/** Whether the row has the cells that it had when it was kept. */
function isWhole({ missing, inputs }: GoldenLayout, kept: Table, row: number): boolean {
  const before = columnOf(kept, missing);
  const now = inputs.filter(({ name }) => isMissing(columnOf(kept, name), row)).length;
  return before.kind !== 'text' && before.values[row] === now;
}

function textOf(table: Table, name: string): TextColumn {
  return columnOf(table, name) as Column & { kind: 'text' };
}

function cellText(column: TextColumn | undefined, row: number): string | undefined {
  return column?.dictionary[column.codes[row] ?? -1];
}

function describeFeature({ manifest: { recipe } }: GoldenModel, place: number): string {
  const name = recipe.features[place]?.name ?? '';
  const sources = sourcesOf(recipe).get(name) ?? [];
  return `the feature "${name}" of ${sources.map((source) => `"${source}"`).join(', ')}`;
}
