/** Features, targets or weights that an estimator cannot work on. Says what was expected and what came. */
export class InvalidData extends Error {
  constructor(what: string, expected: string, came: string) {
    super(`${what}: expected ${expected}, came ${came}`);
    this.name = 'InvalidData';
  }
}
