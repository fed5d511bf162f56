#!/usr/bin/env node
// Plain JavaScript on purpose: it parses on an old Node, and then hands over to the Node this project installs.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 18)) {
  // Types are stripped once, not at every start: that is most of the time of `tend --help`.
  module.enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/tend', import.meta.url)));
  await import('../src/main.ts');
} else {
  const own = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url));
  if (!existsSync(own)) {
    console.error(`tend needs Node 22.18 or newer (this is ${process.version}); run "npm ci" in the repository.`);
    process.exit(1);
  }
  const result = spawnSync(own, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(result.status ?? 1);
}
