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
  // Imports of our own files name them in full. To look for them in every other way takes a fifth of a start.
  const own = new URL('../../', import.meta.url).href;
  module.registerHooks({
    resolve(specifier, context, next) {
      const isOwn = specifier.startsWith('.') && specifier.endsWith('.ts') && context.parentURL?.startsWith(own);
      if (!isOwn) return next(specifier, context);
      return { url: new URL(specifier, context.parentURL).href, format: 'module-typescript', shortCircuit: true };
    },
  });
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
