import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Processes } from '@tend/lifecycle';

const unknown = '-';

/**
 * The processes of this machine. A name is `host|process namespace|boot|pid|start`: the kernel's start time tells a process
 * from a later one with its number, the boot one that a restart ended, the namespace one of another container.
 */
export const systemProcesses: Processes = createProcesses();

function createProcesses(): Processes {
  const host = hostname();
  const namespace = orUnknown(() => readlinkSync('/proc/self/ns/pid'));
  const boot = orUnknown(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  // Where the kernel does not tell, a random word still keeps names apart.
  const start = startTime(process.pid) ?? randomBytes(8).toString('hex');
  const self = [host, namespace, boot, process.pid, start].join('|');
  return {
    self,
    isAlive: (holder) => {
      if (holder === self) return true;
      const [otherHost, otherNamespace, otherBoot, pid, otherStart] = holder.split('|');
      if (otherHost !== host || otherStart === undefined) return undefined;
      if (otherBoot !== boot) return false;
      if (otherNamespace !== namespace) return undefined;
      if (!isRunning(Number(pid))) return false;
      return boot === unknown ? undefined : startTime(Number(pid)) === otherStart;
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code === 'EPERM';
  }
}

/**
 * When a process started, in clock ticks since boot: field 22 of /proc/<pid>/stat (proc_pid_stat(5)), counted after the
 * command's name, which may itself hold blanks and brackets. Undefined for a process that has ended and is only not yet
 * collected, and on systems without /proc.
 */
function startTime(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function orUnknown(read: () => string): string {
  try {
    return read();
  } catch {
    return unknown;
  }
}
