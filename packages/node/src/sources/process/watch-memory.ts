import { readFileSync } from 'node:fs';

const everyMs = 50;

/**
 * Calls back once when the process needs more resident memory than `limitBytes`, as Linux tells it (VmRSS); elsewhere only
 * the limit of the JavaScript heap holds. Gives what ends the watching.
 */
export function watchMemory(pid: number | undefined, limitBytes: number, onBeyond: () => void): () => void {
  const timer = setInterval(() => {
    if (residentBytes(pid) <= limitBytes) return;
    clearInterval(timer);
    onBeyond();
  }, everyMs);
  return () => clearInterval(timer);
}

function residentBytes(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
