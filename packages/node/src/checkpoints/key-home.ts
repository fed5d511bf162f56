import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where a person's keys live, outside every workspace: `$TEND_HOME`, `$XDG_CONFIG_HOME/tend` or `~/.config/tend`. */
export function keyHome(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.TEND_HOME) return environment.TEND_HOME;
  return join(environment.XDG_CONFIG_HOME || join(homedir(), '.config'), 'tend');
}
