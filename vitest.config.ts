import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Most of the time in which a thread or a process starts is compiling: this has it done once for all test files.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/tend');

export default defineConfig({
  test: {
    // The default leaves one core to vitest itself, which needs little of it: on two cores, half of the machine.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: { name: 'cross', include: ['test/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 60_000 },
      },
    ],
  },
});
