import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Most memory that this process ever had in place, in bytes. Linux counts it from the start of the program: the figure of
 * `resourceUsage` starts with that of the process that started this one.
 */
export function peakMemory(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/** Has the peak counted anew from what is in place now; on Linux only. */
export function forgetPeakMemory(): void {
  if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5');
}
