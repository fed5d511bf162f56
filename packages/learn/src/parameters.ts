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

/** Lists of names of features. */
export type Groups = readonly (readonly string[])[];

/** Plain JSON. */
export type ParameterValue = number | string | Directions | Groups;

export type ParameterSpace = Readonly<Record<string, ParameterConstraint>>;
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
      issues.push({ parameter: name, expected: `one of ${Object.keys(space).join(', ')}`, came: name });
  }
  for (const [name, constraint] of Object.entries(space)) {
    const value = Object.hasOwn(given, name) ? given[name] : constraint.default;
    if (value !== undefined && isWithin(constraint, value)) values[name] = value;
    else issues.push({ parameter: name, expected: describeConstraint(constraint), came: formatParameter(value) });
  }
  return { values, issues };
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
  return [min - 1, max + 1, Number.NaN, 'text', {}];
}

function isWithin(constraint: ParameterConstraint, value: ParameterValue): boolean {
  switch (constraint.type) {
    case 'choice':
      return typeof value === 'string' && constraint.choices.includes(value);
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

function isRecord(value: ParameterValue): value is Directions {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isGroup(group: unknown): boolean {
  if (!Array.isArray(group) || group.length === 0) return false;
  return group.every((name) => typeof name === 'string') && new Set(group).size === group.length;
}

function describeConstraint(constraint: ParameterConstraint): string {
  switch (constraint.type) {
    case 'choice':
      return `one of ${constraint.choices.join(', ')}`;
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
