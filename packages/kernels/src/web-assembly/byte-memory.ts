/** One buffer seen as bytes, as u32 and as f64. */
export interface ByteMemory {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  readonly doubles: Float64Array;
}

/** The views of a buffer whose length is a multiple of 8. */
export function byteMemory(buffer: ArrayBufferLike): ByteMemory {
  return { bytes: new Uint8Array(buffer), words: new Uint32Array(buffer), doubles: new Float64Array(buffer) };
}
