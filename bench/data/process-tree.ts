import { readdirSync, readFileSync } from 'node:fs';

/** Processor time of this process and of those that it started and that have ended, in milliseconds (Linux). */
export function treeCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 + endedChildrenMs();
}

/** Linux counts in hundredths of a second: fields 16 and 17 of the state of a process. */
function endedChildrenMs(): number {
  const state = readFileSync('/proc/self/stat', 'utf8');
  const fields = state.slice(state.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

/** Peak resident memory of a process and all that it starts, until `stop`: the sum of the peak of each, in bytes (Linux). */
export function watchTree(pid: number, everyMs = 20): { readonly stop: () => number } {
  const peaks = new Map<number, number>();
  const look = (): void => {
    for (const member of membersOf(pid)) peaks.set(member, Math.max(peaks.get(member) ?? 0, peakOf(member)));
  };
  const timer = setInterval(look, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return [...peaks.values()].reduce((sum, peak) => sum + peak, 0);
    },
  };
}

function membersOf(root: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = /^PPid:\s+(\d+)$/m.exec(statusOf(name))?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isMember = (pid: number): boolean => pid === root || (parents.has(pid) && isMember(parents.get(pid) ?? 0));
  return [...parents.keys()].filter(isMember);
}

function peakOf(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(statusOf(`${pid}`))?.[1] ?? 0) * 1024;
}

/** Empty where the process has ended. */
function statusOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
