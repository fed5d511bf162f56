/** An expression that cannot be understood over these columns. The message is one sentence with what to write instead. */
export class InvalidExpression extends Error {
  readonly expression: string;
  /** Offset of the first character in doubt, from 0. */
  readonly position: number;
  /** The names an expression may use here: columns and aliases. */
  readonly names: readonly string[];

  constructor(message: string, expression: string, position: number, names: readonly string[]) {
    super(message);
    this.name = 'InvalidExpression';
    this.expression = expression;
    this.position = position;
    this.names = names;
  }
}
