/** One buffer seen as bytes, as u32 and as f64. */
export interface ProfileMemory {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  readonly doubles: Float64Array;
}
