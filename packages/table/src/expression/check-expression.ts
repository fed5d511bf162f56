import { nearestName } from '../nearest-name.ts';
import type { ColumnKind, Schema } from '../table.ts';
import { checkSyntax, type Scope } from './check-syntax.ts';
import type { ValueType } from './expression.ts';
import { InvalidExpression } from './invalid-expression.ts';
import { parseSyntax } from './parse-syntax.ts';
import type { TypedNode } from './typed-node.ts';

export interface ExpressionNames {
  readonly columns: Schema;
  /** Short names for columns: alias -> column. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/** An expression whose parts all have a type. */
export interface CheckedExpression {
  readonly root: TypedNode;
  /** The columns it reads with their kinds, in order of first use. */
  readonly used: ReadonlyMap<string, ColumnKind>;
  /** The error of a message about a place in the text. */
  readonly fail: (message: string, position: number) => InvalidExpression;
}

/** Reads the text over these names; InvalidExpression where a part of it cannot be understood. */
export function checkExpression(text: string, names: ExpressionNames): CheckedExpression {
  const aliases = names.aliases ?? {};
  const kinds = new Map(names.columns.map(({ name, kind }) => [name, kind]));
  const columnNames = [...kinds.keys()];
  const inReach = [...new Set([...Object.keys(aliases), ...columnNames])];
  const used = new Map<string, ColumnKind>();
  const fail = (message: string, position: number): InvalidExpression =>
    new InvalidExpression(message, text, position, inReach);
  const use = (column: string, kind: ColumnKind): { column: string; type: ValueType } => {
    used.set(column, kind);
    return { column, type: kind === 'integer' ? 'number' : kind };
  };
  const resolveColumn: Scope['resolveColumn'] = (name, position) => {
    const kind = kinds.get(name);
    if (kind !== undefined) return use(name, kind);
    throw fail(`there is no column ${JSON.stringify(name)}${didYouMean(name, columnNames)}`, position);
  };
  const resolve: Scope['resolve'] = (name, position) => {
    const target = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
    const kind = kinds.get(target ?? name);
    if (target !== undefined && target !== name && kinds.has(name))
      throw fail(`"${name}" is both a column and an alias of "${target}"; rename the alias`, position);
    if (kind !== undefined) return use(target ?? name, kind);
    if (target !== undefined)
      throw fail(
        `the alias "${name}" stands for "${target}", which is no column${didYouMean(target, columnNames)}`,
        position,
      );
    const habit = /^(null|true|false)$/i.test(name) ? `; write ${name.toLowerCase()}` : didYouMean(name, inReach);
    throw fail(`there is no name "${name}"${habit}`, position);
  };

  const root = checkSyntax(parseSyntax(text, inReach), { text, columnNames, resolve, resolveColumn, fail });
  return { root, used, fail };
}

function didYouMean(name: string, names: readonly string[]): string {
  const nearest = nearestName(name, names);
  if (nearest !== undefined)
    return `; did you mean ${/^[A-Za-z_]\w*$/.test(nearest) ? nearest : `row[${JSON.stringify(nearest)}]`}?`;
  const shown = names.slice(0, 8).map((known) => JSON.stringify(known));
  return `; there ${names.length === 1 ? 'is' : 'are'} ${shown.join(', ')}${names.length > 8 ? ` and ${names.length - 8} more` : ''}`;
}
