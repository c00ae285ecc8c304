import { afterEach, describe, expect, test, vi } from 'vitest';
import { needsChromium, needsRedis } from './needs.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe('what a test needs besides Node', () => {
  test('is found by CHROME_PATH', () => {
    vi.stubEnv('CHROME_PATH', process.execPath);
    expect(needsChromium()).toBe(process.execPath);
  });

  test('is said to be missing, loudly, where it is', () => {
    vi.stubEnv('PATH', '/nowhere');
    vi.stubEnv('REQUIRE_ALL', '');
    const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(needsRedis()).toBeUndefined();
    expect(told).toHaveBeenCalledWith(expect.stringContaining('SKIPPED: Redis is not installed here'));
  });

  test('must be there where nothing may be skipped', () => {
    vi.stubEnv('PATH', '/nowhere');
    vi.stubEnv('REQUIRE_ALL', '1');
    expect(() => needsRedis()).toThrow(/nothing may be skipped/);
  });
});
