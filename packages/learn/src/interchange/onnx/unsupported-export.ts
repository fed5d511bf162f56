/** A model that the format cannot say: which part of it, and why. */
export class UnsupportedExport extends Error {
  constructor(part: string, reason: string) {
    super(`cannot be exported to ONNX: ${part} (${reason})`);
    this.name = 'UnsupportedExport';
  }
}
