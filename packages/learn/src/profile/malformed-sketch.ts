/** Bytes that are no kept sketches. Says what was expected and what came. */
export class MalformedSketch extends Error {
  constructor(what: string, expected: string, came: string) {
    super(`${what}: expected ${expected}, came ${came}`);
    this.name = 'MalformedSketch';
  }
}
