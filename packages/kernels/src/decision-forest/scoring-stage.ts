/** Rows that are scored at once: their values stay in the first-level cache. */
export const scoringRows: number = 256;

/** Bytes from one column of the stage to the next. */
export const stageColumnBytes: number = scoringRows * 4;

/** A column of the stage: the values of a feature, or the bits of its categories (`categoryBit`). */
export interface StageColumn {
  readonly feature: number;
  readonly isByCategory: boolean;
}
