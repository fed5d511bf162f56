/** A check that cannot be asked of this table: an argument that does not fit the column, an expression that is wrong. */
export class InvalidExpectation extends Error {
  /** The argument at fault. */
  readonly argument: string;
  readonly expected: string;
  readonly came: string;

  constructor(argument: string, expected: string, came: string) {
    super(`${argument}: expected ${expected}, came ${came}`);
    this.name = 'InvalidExpectation';
    this.argument = argument;
    this.expected = expected;
    this.came = came;
  }
}
