import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './test/support/reporter.ts'],
    globalSetup: './test/support/build.ts',
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // Two cores: more workers only take turns.
    maxWorkers: 2,
    allowOnly: false,
  },
});
