import { defineConfig } from 'vitest/config';

/** Files that begin processes, browsers or a simulation, or look at what a process has loaded: each in a process of its own. */
const alone = [
  'test/*.test.ts',
  'test/{bench,browser,doctor,lab,ops,releases,server,simulation,support,telemetry}/**/*.test.ts',
  'test/bots/{web,whatsapp-web}/**/*.test.ts',
];

export default defineConfig({
  test: {
    globalSetup: ['test/support/globalSetup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 3,
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      // The product is loaded once for many files: that took a third of the time of all tests.
      {
        extends: true,
        test: { name: 'together', include: ['test/**/*.test.ts'], exclude: alone, isolate: false },
      },
    ],
  },
});
