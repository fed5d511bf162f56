/** Stored bytes that are no valid model or recipe. Says what was expected and what came. */
export class MalformedModel extends Error {
  constructor(what: string, expected: string, came: string) {
    super(`${what}: expected ${expected}, came ${came}`);
    this.name = 'MalformedModel';
  }
}
