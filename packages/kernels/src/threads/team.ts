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

/** A barrier between two splits is a matter of microseconds: about as long as this many loads. */
const spins = 3000;
const patienceMs = 600_000;

/**
 * The place `rank` in a team of `size` threads that meet in `control` (`teamBytes` bytes of zero at first). Waits by
 * spinning briefly, then by sleeping: spinning alone takes the processor from the very thread that is waited for.
 */
export function sharedTeam(control: SharedArrayBuffer, rank: number, size: number): Team {
  const words = new Int32Array(control);
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
        let left = spins;
        while (left > 0 && Atomics.load(words, phaseAt) === phase) left--;
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
