import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';

const path = join(import.meta.dirname, '../README.md');

/** Says what was compared on which machine; how busy it was at the end shows how far wall times can be trusted. */
export function setting(versions: Readonly<Record<string, string>>, how: string): string {
  const theirs = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const machine = `${cpus().length} x ${cpus()[0]?.model.trim()}, ${process.platform}`;
  return `Node ${process.versions.node} against ${theirs.join(', ')}; ${machine}, load average ${(loadavg()[0] ?? 0).toFixed(1)}; ${how}.`;
}

/** Shows a part of the report, and puts it between its marks in bench/README.md where it is to be kept. */
export function publish(section: string, text: string, isKept: boolean): void {
  console.log(`\n${section}\n\n${text}`);
  if (!isKept) return;
  const before = readFileSync(path, 'utf8');
  const [begin, end] = [`<!-- ${section}: begin -->`, `<!-- ${section}: end -->`];
  const [from, to] = [before.indexOf(begin), before.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`bench/README.md has no marks for ${section}`);
  writeFileSync(path, `${before.slice(0, from + begin.length)}\n${text}\n${before.slice(to)}`);
}
