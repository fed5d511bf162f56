/** A plan that cannot be fitted to its table. Says where, what was expected and what came. */
export class InvalidRecipe extends Error {
  /** The place in the plan, such as `steps[2].parameters.lower`. */
  readonly path: string;
  readonly expected: string;
  readonly came: string;

  constructor(path: string, expected: string, came: string) {
    super(`${path}: expected ${expected}, came ${came}`);
    this.name = 'InvalidRecipe';
    this.path = path;
    this.expected = expected;
    this.came = came;
  }
}
