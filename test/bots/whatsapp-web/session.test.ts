import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pauseMs } from '../../../bots/whatsapp-web/backoff.ts';
import { findChromium, flagsFor } from '../../../bots/whatsapp-web/chromium.ts';
import { freeProfile } from '../../../bots/whatsapp-web/profileLock.ts';
import { sessionIn } from '../../../bots/whatsapp-web/session.ts';
import { leaseWithinProcess } from '../../../domain/sessionLease.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'homeroom-session-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('Chromium', () => {
  const program = (name: string, mode = 0o755) => {
    const file = path.join(folder, name);
    writeFileSync(file, '');
    chmodSync(file, mode);
    return file;
  };
  const nowhere = { folders: [], places: [] };

  it('is the one that is named, and no other', () => {
    const named = program('my-chrome');
    expect(findChromium(named, nowhere)).toBe(named);
    program('chromium');
    expect(() => findChromium('/no/chrome', { folders: [folder], places: [] })).toThrow(/^CHROME_PATH is/);
  });

  it('is found in the folders of PATH first, then in the usual places', () => {
    const place = program('usual');
    expect(findChromium(undefined, { folders: ['', folder], places: [place] })).toBe(place);
    const inPath = program('google-chrome');
    expect(findChromium(undefined, { folders: [folder], places: [place] })).toBe(inPath);
  });

  it('is asked for in words where there is none that may be run', () => {
    const { folders } = { folders: [folder] };
    program('chromium', 0o644);
    expect(() => findChromium(undefined, { folders, places: [] })).toThrow(
      /install it .* or set CHROME_PATH/,
    );
  });

  it('goes without its sandbox for root only', () => {
    expect(flagsFor(0)).toContain('--no-sandbox');
    expect(flagsFor(1000)).not.toContain('--no-sandbox');
    expect(flagsFor(undefined)).not.toContain('--no-sandbox');
  });
});

describe('a session', () => {
  it('is closed to others, while DATA_DIR stays as it is', async () => {
    const data = path.join(folder, 'data');
    const session = sessionIn(path.join(data, 'whatsapp-web', '49'));
    await session.prepare();
    expect(statSync(path.join(data, 'whatsapp-web', '49')).mode & 0o777).toBe(0o700);
    expect(statSync(data).mode & 0o077).not.toBe(0);
  });

  it('knows since when it is paired, until it is forgotten', async () => {
    const session = sessionIn(folder);
    const [first, later] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-02-01T00:00:00Z')];
    await session.prepare();
    expect(await session.paired(first)).toEqual(first);
    expect(await sessionIn(folder).paired(later)).toEqual(first);
    await session.forget();
    expect(existsSync(session.profile)).toBe(false);
    expect(await session.paired(later)).toEqual(later);
  });
});

describe('the lock of a profile', () => {
  const locked = (holder: string) => {
    symlinkSync(holder, path.join(folder, 'SingletonLock'));
    symlinkSync('somewhere', path.join(folder, 'SingletonCookie'));
  };
  const left = () => readdirSync(folder);
  let running: ChildProcess[] = [];

  /** A program that does nothing, with this on its command line. */
  function program(word: string): ChildProcess {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)', '--', word]);
    running.push(child);
    return child;
  }

  afterEach(() => {
    for (const child of running) child.kill('SIGKILL');
    running = [];
  });

  it.each([
    ['of another host', 'old-container-12'],
    ['of a process that is gone', `${hostname()}-4194300`],
    ['that is no lock', 'nonsense'],
  ])('%s is taken away', async (_, holder) => {
    locked(holder);
    expect(await freeProfile(folder)).toBeNull();
    expect(left()).toEqual([]);
  });

  it('of a Chromium that outlived its server is taken away with it', async () => {
    const orphan = program(`--user-data-dir=${folder}`);
    const ended = once(orphan, 'exit');
    locked(`${hostname()}-${orphan.pid}`);
    expect(await freeProfile(folder)).toBe(orphan.pid);
    expect(await ended).toEqual([null, 'SIGKILL']);
  });

  it('never ends another program that has its number by now', async () => {
    const other = program('--user-data-dir=/elsewhere');
    locked(`${hostname()}-${other.pid}`);
    expect(await freeProfile(folder)).toBeNull();
    expect(other.kill(0)).toBe(true);
    expect(left()).toEqual([]);
  });

  it('is not there in a new profile', async () => {
    expect(await freeProfile(folder)).toBeNull();
  });
});

describe('the lease within a process', () => {
  const forever = new AbortController().signal;

  it('is held by one at a time, for each number', async () => {
    const lease = leaseWithinProcess();
    const first = await lease.hold('+49', forever);
    expect(await lease.hold('+1', forever)).not.toBeNull();
    let isSecond = false;
    const second = lease.hold('+49', forever).then((held) => {
      isSecond = true;
      return held;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isSecond).toBe(false);
    await first!.release();
    expect(await second).not.toBeNull();
  });

  it('is not waited for after an abort', async () => {
    const lease = leaseWithinProcess();
    await lease.hold('+49', forever);
    const stopping = new AbortController();
    const waiting = lease.hold('+49', stopping.signal);
    stopping.abort();
    expect(await waiting).toBeNull();
  });
});

it('waits longer after each failure, five minutes at most', () => {
  const most = { bytes: () => Buffer.alloc(0), fraction: () => 1 };
  const least = { ...most, fraction: () => 0 };
  expect([1, 2, 3, 8, 9, 40].map((failures) => pauseMs(failures, most))).toEqual([
    2_000, 4_000, 8_000, 256_000, 300_000, 300_000,
  ]);
  expect(pauseMs(1, least)).toBe(1_000);
});
