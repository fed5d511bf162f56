/** Threads that run one program on one shared memory, as each of them sees it: its place, and where all of them meet. */
export interface Team {
  readonly rank: number;
  readonly size: number;
  /**
   * Returns when every thread has come here; what they wrote before is visible to all after it. Throws `TeamBroken` where
   * another thread failed or does not come.
   */
  barrier(): void;
  /** Tells the others, wherever they wait, that this thread will not come. */
  fail(): void;
}

/** Another thread of a team failed, or did not come to a barrier in ten minutes. */
export class TeamBroken extends Error {
  override readonly name = 'TeamBroken';
}

/** A team of one: it never waits. */
export const soloTeam: Team = { rank: 0, size: 1, barrier: () => {}, fail: () => {} };

const arrivedAt = 0;
const phaseAt = 1;
const sleepersAt = 2;
const brokenAt = 3;
/** Bytes of shared memory that a team meets in; zero at the start. */
export const teamBytes: number = 16;

/** A barrier between two splits is a matter of microseconds on a quiet machine: about as long as this many loads. */
const mostSpins = 3000;
const leastSpins = 32;
/** Of so many waits one spins for long, to see whether the machine is quiet again. */
const waitsPerTrial = 16;
const patienceMs = 600_000;

/**
 * The place `rank` in a team of `size` threads that meet in `control` (`teamBytes` bytes of zero at first). Waits by
 * spinning briefly, then by sleeping: spinning takes the processor from the very thread that is waited for. Where it was in
 * vain the next waits spin half as long, and twice as long where it was not: with other work on every processor two threads took
 * 1.4 times as long as one with 3000 loads at every barrier, and 0.75 times with this rule.
 */
export function sharedTeam(control: SharedArrayBuffer, rank: number, size: number): Team {
  const words = new Int32Array(control);
  let spins = mostSpins;
  let waits = 0;
  const wake = (): void => {
    Atomics.add(words, phaseAt, 1);
    if (Atomics.load(words, sleepersAt) > 0) Atomics.notify(words, phaseAt);
  };
  const check = (): void => {
    if (Atomics.load(words, brokenAt) !== 0) throw new TeamBroken('another thread of the team failed');
  };
  const sleep = (phase: number): void => {
    Atomics.add(words, sleepersAt, 1);
    try {
      while (Atomics.load(words, phaseAt) === phase)
        if (Atomics.wait(words, phaseAt, phase, patienceMs) === 'timed-out')
          throw new TeamBroken(`a thread of the team did not come to a barrier in ${patienceMs / 1000} s`);
    } finally {
      Atomics.sub(words, sleepersAt, 1);
    }
  };
  return {
    rank,
    size,
    barrier() {
      check();
      const phase = Atomics.load(words, phaseAt);
      if (Atomics.add(words, arrivedAt, 1) === size - 1) {
        Atomics.store(words, arrivedAt, 0);
        wake();
      } else {
        let left = waits % waitsPerTrial === 0 ? mostSpins : spins;
        while (left > 0 && Atomics.load(words, phaseAt) === phase) left--;
        spins = left > 0 ? Math.min(mostSpins, 2 * spins) : Math.max(leastSpins, spins >> 1);
        waits++;
        if (left === 0) sleep(phase);
      }
      check();
    },
    fail() {
      Atomics.store(words, brokenAt, 1);
      wake();
    },
  };
}
