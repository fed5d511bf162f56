import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // The default leaves one core to vitest itself, which needs little of it: on two cores, half of the machine.
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'unit', include: ['packages/*/src/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'cross', include: ['test/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 60_000 },
      },
    ],
  },
});
