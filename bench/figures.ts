import { cpus, loadavg } from 'node:os';

/** Figures vary here: what counts is the middle of several runs, and the ratio within one. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

export const rounded = (value: number) => Math.round(value).toLocaleString('en');

/** On what a table was measured, and what else the machine was doing. */
export const describeMachine = () =>
  `Node ${process.version}, ${cpus().length} cores, load ${loadavg()
    .map((value) => value.toFixed(1))
    .join(' ')}`;
