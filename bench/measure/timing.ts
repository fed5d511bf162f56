/** What one thing took: wall time, and processor time of all threads of the process. */
export interface Timing {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** One repetition: each side once, shortly after each other. */
export interface Pair {
  readonly theirs: Timing;
  readonly ours: Timing;
}

export const noTime: Timing = { wallMs: 0, cpuMs: 0 };

/** A clock that starts now. */
export function stopwatch(): () => Timing {
  const wall = performance.now();
  const cpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { wallMs: performance.now() - wall, cpuMs: (user + system) / 1000 };
  };
}

/** What is left of `a` without `b`. */
export function minus(a: Timing, b: Timing): Timing {
  return { wallMs: a.wallMs - b.wallMs, cpuMs: a.cpuMs - b.cpuMs };
}

export function scaled({ wallMs, cpuMs }: Timing, factor: number): Timing {
  return { wallMs: wallMs * factor, cpuMs: cpuMs * factor };
}
