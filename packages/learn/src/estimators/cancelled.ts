/** Work stopped because the caller's signal asked for it; nothing was made. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}
