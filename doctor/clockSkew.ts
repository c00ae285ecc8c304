import type { Clock } from '../domain/clock.ts';
import { type Check, type Finding, fine, hint, wrong } from './finding.ts';

export interface ClockSettings {
  /** A provider, asked for nothing but the date in its answer. */
  url: string;
  clock: Pick<Clock, 'now'>;
  fetch?: typeof fetch;
}

/** The header tells whole seconds, and an answer takes its time. */
const noticedMs = 30_000;
/** Amazon refuses what is a quarter of an hour off; codes and links that end go wrong before. */
const wrongMs = 5 * 60_000;
const timeoutMs = 8_000;

/** Compares this machine's clock with that of a provider (RFC 9110 section 6.6.1). */
export function clockCheck({ url, clock, fetch: ask = fetch }: ClockSettings): Check {
  return {
    part: 'Clock',
    asked: new URL(url).host,
    async look() {
      const asked = clock.now().getTime();
      const answer = await ask(url, {
        method: 'HEAD',
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      }).catch(() => null);
      const theirs = Date.parse(answer?.headers.get('date') ?? '');
      // Whoever cannot be reached is told of under a heading of its own.
      if (Number.isNaN(theirs)) return [];
      return [about((asked + clock.now().getTime()) / 2 - theirs)];
    },
  };
}

function about(aheadMs: number): Finding {
  const far = Math.abs(aheadMs);
  if (far < noticedMs) return fine('The clock of this machine is right.');
  const seconds = Math.round(far / 1_000);
  const span = seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
  const sentence = `The clock of this machine is ${span} ${aheadMs > 0 ? 'fast' : 'slow'}: let NTP set it.`;
  return far < wrongMs ? hint(sentence) : wrong(sentence);
}
