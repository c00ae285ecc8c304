import { defineConfig } from 'vitest/config';

/**
 * Files that begin processes, browsers or a simulation, look at what a process has loaded, or ask Telegram's own library,
 * which a process sets up once: each in a process of its own.
 */
const alone = [
  'test/*.test.ts',
  'test/{browser,ops,releases,server,simulation,support,telemetry}/**/*.test.ts',
  'test/bots/whatsapp-web/**/*.test.ts',
  'test/bots/telegram/{formatting,html}.test.ts',
  'test/lab/telegram/{findEntities,parser}.test.ts',
];

const patience = { testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    globalSetup: ['test/support/globalSetup.ts'],
    maxWorkers: 3,
    projects: [
      { test: { ...patience, name: 'alone', include: alone } },
      // The product is loaded once for many files: a third of the time of all tests was spent on that.
      {
        test: {
          ...patience,
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: alone,
          isolate: false,
        },
      },
    ],
  },
});
