import { timeValue } from '@tend/charts';
import type { ColumnProfile, ColumnRelation, Exploration } from '@tend/learn';

/** The parts of an exploration by column, and where each column stands on the page. */
export interface KnownColumns {
  readonly profiles: ReadonlyMap<string, ColumnProfile>;
  readonly relations: ReadonlyMap<string, ColumnRelation>;
  /** `text` of a column that is not profiled. */
  kindOf(column: string): ColumnProfile['kind'];
  /** The id of a column's section. */
  idOf(column: string): string | undefined;
}

export function knownColumns({ profiles, together }: Exploration): KnownColumns {
  const ids = new Map(profiles.map(({ column }, i) => [column, `column-${i + 1}`]));
  const byColumn = new Map(profiles.map((profile) => [profile.column, profile]));
  return {
    profiles: byColumn,
    relations: new Map(together.columns.map((relation) => [relation.column, relation])),
    kindOf: (column) => byColumn.get(column)?.kind ?? 'text',
    idOf: (column) => ids.get(column),
  };
}

/** The least and the largest value that five rows reach, times as drawings take them; undefined where there are none. */
export function extentOf(profile: ColumnProfile | undefined): readonly [number | undefined, number | undefined] {
  if (profile === undefined || !('quantiles' in profile)) return [undefined, undefined];
  const { kind } = profile;
  const at = (value: number | string | undefined): number | undefined =>
    typeof value === 'string' ? timeValue(value, kind === 'instant' ? 'instant' : 'date') : value;
  return [at(profile.quantiles[0]?.value), at(profile.quantiles.at(-1)?.value)];
}
