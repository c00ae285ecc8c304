import { afterAll, onTestFinished } from 'vitest';

/**
 * Cleans up when whoever asked for it is done: a test where it was called in one, else all of the file. `afterAll`
 * alone is not heard within a test, and what it should have ended goes on. Within a hook (`beforeAll`) neither is heard:
 * what a whole file uses is made at its top.
 */
export function atEnd(cleanUp: () => Promise<unknown>): void {
  const end = async () => {
    await cleanUp();
  };
  try {
    onTestFinished(end);
  } catch {
    afterAll(end);
  }
}
