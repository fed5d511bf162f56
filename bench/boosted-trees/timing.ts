/** What one thing took: wall time, and processor time of the whole process. */
export interface Timing {
  readonly wallMs: number;
  readonly cpuMs: number;
}

export interface TrainTiming {
  readonly binning: Timing;
  readonly boosting: Timing;
}

/** Many calls of one row each, and what as many empty calls took. */
export interface SingleTiming {
  readonly calls: Timing;
  readonly overhead: Timing;
  readonly rows: number;
}

/** The settings that both sides train with; all else is LightGBM's default, for Tend too. */
export interface Settings {
  readonly trees: number;
  readonly leaves: number;
  readonly learningRate: number;
  readonly minRowsInLeaf: number;
}

/** A clock that starts now. */
export function stopwatch(): () => Timing {
  const wall = performance.now();
  const cpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { wallMs: performance.now() - wall, cpuMs: (user + system) / 1000 };
  };
}

/** The middle value; of an even number the lower of the two. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[(values.length - 1) >> 1] ?? Number.NaN;
}
