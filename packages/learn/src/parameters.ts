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
    };

export type ParameterSpace = Readonly<Record<string, ParameterConstraint>>;
export type ParameterValues = Readonly<Record<string, number | string>>;

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
  const values: Record<string, number | string> = {};
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(space, name))
      issues.push({ parameter: name, expected: `one of ${Object.keys(space).join(', ')}`, came: name });
  }
  for (const [name, constraint] of Object.entries(space)) {
    const value = Object.hasOwn(given, name) ? given[name] : constraint.default;
    if (value !== undefined && isWithin(constraint, value)) values[name] = value;
    else issues.push({ parameter: name, expected: describeConstraint(constraint), came: String(value) });
  }
  return { values, issues };
}

/** One value just outside each constraint, for tests. */
export function invalidValues(constraint: ParameterConstraint): readonly (number | string)[] {
  if (constraint.type === 'choice') return ['no-such-choice', 1];
  const beyond = [constraint.min - 1, constraint.max + 1, Number.NaN, 'text'];
  return constraint.type === 'integer' ? [...beyond, constraint.min + 0.5] : beyond;
}

function isWithin(constraint: ParameterConstraint, value: number | string): boolean {
  if (constraint.type === 'choice') return typeof value === 'string' && constraint.choices.includes(value);
  if (typeof value !== 'number' || !(value >= constraint.min && value <= constraint.max)) return false;
  return constraint.type === 'number' || Number.isInteger(value);
}

function describeConstraint(constraint: ParameterConstraint): string {
  if (constraint.type === 'choice') return `one of ${constraint.choices.join(', ')}`;
  const kind = constraint.type === 'integer' ? 'a whole number' : 'a number';
  return `${kind} from ${constraint.min} to ${constraint.max}`;
}
