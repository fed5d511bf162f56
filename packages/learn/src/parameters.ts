import { nearestName } from '@tend/table';

/**
 * Hyper-parameter constraints as data: one record gives validation, defaults, the search range, help text and the
 * invalid values that tests try (after scikit-learn's `_param_validation`).
 */
export type ParameterConstraint =
  | {
      readonly type: 'number' | 'integer';
      readonly default: number;
      readonly min: number;
      readonly max: number;
      /** The values a search tries, in order from the simplest model. Absent: not searched. */
      readonly search?: readonly number[];
      readonly description: string;
    }
  | {
      readonly type: 'choice';
      readonly default: string;
      readonly choices: readonly string[];
      readonly search?: readonly string[];
      readonly description: string;
    }
  | { readonly type: 'flag'; readonly default: boolean; readonly search?: never; readonly description: string }
  | { readonly type: 'text'; readonly default: string; readonly search?: never; readonly description: string }
  | {
      /** Different texts, of the choices where there are any. */
      readonly type: 'texts';
      readonly default: readonly string[];
      readonly choices?: readonly string[];
      readonly search?: never;
      readonly description: string;
    }
  | { readonly type: 'names'; readonly default: Names; readonly search?: never; readonly description: string }
  | {
      /** Finite numbers, each larger than the one before. */
      readonly type: 'ascending';
      readonly default: readonly number[];
      readonly search?: never;
      readonly description: string;
    }
  | {
      readonly type: 'directions';
      readonly default: Directions;
      readonly search?: never;
      readonly description: string;
    }
  | {
      readonly type: 'groups';
      readonly default: Groups;
      readonly search?: never;
      readonly description: string;
    };

/** 1 (up) or -1 (down) by the name of a feature. */
export type Directions = Readonly<Record<string, 1 | -1>>;

/** A name by another one. */
export type Names = Readonly<Record<string, string>>;

/** Lists of names of features. */
export type Groups = readonly (readonly string[])[];

/** Plain JSON. */
export type ParameterValue =
  | number
  | string
  | boolean
  | Directions
  | Names
  | Groups
  | readonly string[]
  | readonly number[];

export type ParameterSpace = Readonly<Record<string, ParameterConstraint>>;
/** The values that a space describes, by its names. */
export type ParametersOf<S extends ParameterSpace> = { readonly [Name in keyof S]: ValueOf<S[Name]> };

type ValueOf<C extends ParameterConstraint> = C extends {
  readonly type: 'choice';
  readonly choices: readonly (infer One)[];
}
  ? One
  : C extends { readonly type: 'texts'; readonly choices: readonly (infer One)[] }
    ? readonly One[]
    : C extends { readonly type: 'number' | 'integer' }
      ? number
      : C extends { readonly type: 'flag' }
        ? boolean
        : C extends { readonly type: 'text' }
          ? string
          : C extends { readonly type: 'texts' }
            ? readonly string[]
            : C extends { readonly type: 'ascending' }
              ? readonly number[]
              : C extends { readonly type: 'names' }
                ? Names
                : ParameterValue;

export type ParameterValues = Readonly<Record<string, ParameterValue>>;

export interface ParameterIssue {
  readonly parameter: string;
  readonly expected: string;
  readonly came: string;
}

/** All values with defaults filled in, or what is wrong with them. */
export function resolveParameters(
  space: ParameterSpace,
  given: ParameterValues,
): { readonly values: ParameterValues; readonly issues: readonly ParameterIssue[] } {
  const issues: ParameterIssue[] = [];
  const values: Record<string, ParameterValue> = {};
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(space, name))
      issues.push({ parameter: name, expected: knownParameters(name, Object.keys(space)), came: name });
  }
  for (const [name, constraint] of Object.entries(space)) {
    const value = Object.hasOwn(given, name) ? given[name] : constraint.default;
    if (value !== undefined && isWithin(constraint, value)) values[name] = value;
    else issues.push({ parameter: name, expected: describeConstraint(constraint), came: formatParameter(value) });
  }
  return { values, issues };
}

function knownParameters(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  if (nearest !== undefined) return `a parameter such as ${nearest}`;
  return known.length === 0 ? 'no parameter' : `one of ${known.join(', ')}`;
}

/** A value as a person reads it: directions and groups as JSON. */
export function formatParameter(value: ParameterValue | undefined): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Values just outside each constraint, for tests. */
export function invalidValues(constraint: ParameterConstraint): readonly ParameterValue[] {
  switch (constraint.type) {
    case 'choice':
      return ['no-such-choice', 1, []];
    case 'flag':
      return ['true', 1, []];
    case 'text':
      return [1, true, ['x'], '\ud800'];
    case 'texts':
      return ['x', 1, ['x', 'x'], [1 as never], {}, ...(constraint.choices === undefined ? [] : [['no-such-choice']])];
    case 'names':
      return [{ x: 1 as never }, ['x'], 'x', 1];
    case 'ascending':
      return ['x', 1, [2, 1], [1, 1], [Number.NaN], [Number.POSITIVE_INFINITY], ['x'], {}];
    case 'directions':
      return [{ x: 0 as 1 }, { x: '1' as never }, [], 'x', 1];
    case 'groups':
      return [['x' as never], [[1 as never]], [['x', 'x']], [[]], {}, 'x', 1];
    case 'number':
      return beyond(constraint);
    case 'integer':
      return [...beyond(constraint), constraint.min + 0.5];
  }
}

function beyond({ min, max }: { readonly min: number; readonly max: number }): readonly ParameterValue[] {
  // A number as large as 1e300 has no neighbour at a distance of 1.
  const step = (bound: number): number => Math.max(1, Math.abs(bound) / 8);
  return [min - step(min), max + step(max), Number.NaN, 'text', {}];
}

function isWithin(constraint: ParameterConstraint, value: ParameterValue): boolean {
  switch (constraint.type) {
    case 'choice':
      return typeof value === 'string' && constraint.choices.includes(value);
    case 'flag':
      return typeof value === 'boolean';
    case 'text':
      return typeof value === 'string' && value.isWellFormed();
    case 'texts':
      return isTexts(value, constraint.choices);
    case 'names':
      return isRecord(value) && Object.values(value).every((name) => typeof name === 'string');
    case 'ascending':
      return isAscending(value);
    case 'directions':
      return isRecord(value) && Object.values(value).every((direction) => direction === 1 || direction === -1);
    case 'groups':
      return Array.isArray(value) && value.every(isGroup);
    case 'number':
      return isBetween(constraint, value);
    case 'integer':
      return isBetween(constraint, value) && Number.isInteger(value);
  }
}

function isBetween({ min, max }: { readonly min: number; readonly max: number }, value: ParameterValue): boolean {
  return typeof value === 'number' && value >= min && value <= max;
}

function isRecord(value: ParameterValue): value is Directions | Names {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: ParameterValue, choices: readonly string[] | undefined): boolean {
  if (!Array.isArray(value) || new Set(value).size !== value.length) return false;
  return value.every(
    (text) => typeof text === 'string' && text.isWellFormed() && (choices === undefined || choices.includes(text)),
  );
}

function isAscending(value: ParameterValue): boolean {
  if (!Array.isArray(value)) return false;
  return value.every((number, i) => Number.isFinite(number) && (i === 0 || number > Number(value[i - 1])));
}

function isGroup(group: unknown): boolean {
  if (!Array.isArray(group) || group.length === 0) return false;
  return group.every((name) => typeof name === 'string') && new Set(group).size === group.length;
}

function describeConstraint(constraint: ParameterConstraint): string {
  switch (constraint.type) {
    case 'choice':
      return `one of ${constraint.choices.join(', ')}`;
    case 'flag':
      return 'true or false';
    case 'text':
      return 'a text';
    case 'texts':
      return constraint.choices === undefined
        ? 'a list of different texts'
        : `different ones of ${constraint.choices.join(', ')}`;
    case 'names':
      return 'texts by texts';
    case 'ascending':
      return 'a list of ascending numbers';
    case 'directions':
      return '1 or -1 by the name of a feature';
    case 'groups':
      return 'lists of different names of features';
    case 'number':
      return `a number from ${constraint.min} to ${constraint.max}`;
    case 'integer':
      return `a whole number from ${constraint.min} to ${constraint.max}`;
  }
}
