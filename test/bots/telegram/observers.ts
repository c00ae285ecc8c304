import type { Parsed } from '../../../domain/channel.ts';
import { type Log, silent } from '../../../domain/log.ts';
import { inboundOf } from './updates.ts';

/** A `receive` that notes what was said, batch by batch, and lets a test wait for the next. */
export function recorder(commit: (batch: number) => Promise<void> = async () => undefined) {
  const batches: string[][] = [];
  const watchers = new Set<() => void>();
  return {
    batches,
    async receive(parsed: Parsed[]) {
      batches.push(parsed.map(words));
      for (const watch of watchers) watch();
      await commit(batches.length);
    },
    seen: (count: number) =>
      new Promise<void>((resolve) => {
        const watch = () => batches.length >= count && resolve();
        watchers.add(watch);
        watch();
      }),
  };
}

function words(parsed: Parsed): string {
  const { said } = inboundOf(parsed);
  if (said.kind === 'text') return said.text;
  return said.kind === 'pressed' ? said.data : said.kind;
}

/** A log that tells of each pause as it begins. */
export function pauses() {
  const begun: number[] = [];
  let wake: () => void = () => undefined;
  const note = (fields: object) => {
    if (!('pauseMs' in fields)) return;
    begun.push(Number(fields.pauseMs));
    wake();
  };
  const log: Log = { ...silent, warn: note, error: note };
  return {
    log,
    async next(): Promise<number> {
      if (begun.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return begun.shift()!;
    },
  };
}
