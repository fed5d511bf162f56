/** Bytes that are not the canonical encoding of any table. */
export class MalformedTable extends Error {
  /** Offset of the first byte that does not fit. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(`${message}, at byte ${offset}`);
    this.name = 'MalformedTable';
    this.offset = offset;
  }
}
