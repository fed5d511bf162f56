/** Rows that are scored at once: their values stay in the first-level cache. */
export const scoringRows: number = 256;

/** Bytes from one column of the stage to the next. */
export const stageColumnBytes: number = scoringRows * 4;
