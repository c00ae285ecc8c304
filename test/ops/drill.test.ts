import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { drill } from '../../ops/drill/drill.ts';
import { atEnd } from '../support/atEnd.ts';
import { needsPostgres } from '../support/needs.ts';

const programs = needsPostgres();

test.skipIf(!programs)(
  'a database destroyed between two backups comes back, but for what was not archived yet',
  async () => {
    const parent = mkdtempSync(path.join(tmpdir(), 'homeroom-drill-test-'));
    chmodSync(parent, 0o711);
    atEnd(async () => rmSync(parent, { recursive: true, force: true }));
    const folder = path.join(parent, 'drill');
    const figures = await drill({
      ...{ programs: programs!, folder, messages: 500, deliveries: 2_500 },
      ...{ writeForMs: 6_000, archiveTimeoutS: 1, say: () => undefined },
    });
    expect(figures).toMatchObject({ messagesLost: 0, deliveriesLost: 0 });
    // Some of what came after the base backup is there: the log brought it.
    expect(figures.ticksLost).toBeLessThan(figures.ticks);
    expect(figures.lostSeconds).toBeLessThan(6);
    expect(figures.restoreSeconds).toBeLessThan(60);
    expect(existsSync(folder)).toBe(false);
  },
  120_000,
);
