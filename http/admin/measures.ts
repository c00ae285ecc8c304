import type { Asked } from './asked.ts';

const numberIn = ({ language }: Pick<Asked, 'language'>, value: number, digits: number) =>
  value.toLocaleString(language === 'es' ? 'es-ES' : 'en-GB', { maximumFractionDigits: digits });

/** A share as people read it: `98.5 %`; a dash where there is nothing to share. Never rounded up to all of it. */
export function shareWords(asked: Pick<Asked, 'language'>, part: number | null, whole: number): string {
  if (part === null || whole === 0) return '–';
  const percent = (part / whole) * 100;
  return `${numberIn(asked, Math.floor(percent * 10) / 10, 1)} %`;
}

/** A span as people read it: `340 ms`, `2.4 s`, `3.5 min`, `2 h`. */
export function durationWords(asked: Pick<Asked, 'language'>, ms: number | null): string {
  if (ms === null) return '–';
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${numberIn(asked, ms / 1_000, 1)} s`;
  if (ms < 3_600_000) return `${numberIn(asked, ms / 60_000, 1)} min`;
  return `${numberIn(asked, ms / 3_600_000, 1)} h`;
}
