import { cpus, loadavg } from 'node:os';
import type { Run } from './rounds.ts';

/** Figures vary here: what counts is the middle of several runs, and the ratio within one. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

/** The middle of a run; null where there is none. */
export function middle<T>({ figures }: Run<T>, of: (figure: T) => number): number | null {
  return figures.length > 0 ? median(figures.map(of)) : null;
}

/** So many times as much; null where one of the two is missing. */
export function ratio(ours: number | null, theirs: number | null): number | null {
  return ours === null || theirs === null ? null : ours / theirs;
}

export const rounded = (value: number) => Math.round(value).toLocaleString('en');
export const milliseconds = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
export const times = (value: number | null) => (value === null ? '-' : value.toFixed(2));

/** A figure beside what it has to reach, with whether it does. */
export const atLeast = (value: number | null, bar: number, shown = times) =>
  value === null ? '-' : `${shown(value)} (bar ${shown(bar)}: ${value >= bar ? 'met' : 'missed'})`;

export const atMost = (value: number | null, bar: number, shown: (value: number) => string = times) =>
  value === null ? '-' : `${shown(value)} (bar ${shown(bar)}: ${value <= bar ? 'met' : 'missed'})`;

/** On what a table was measured, and what else the machine was doing. */
export const describeMachine = () =>
  `Node ${process.version}, ${cpus().length} cores, load ${loadavg()
    .map((value) => value.toFixed(1))
    .join(' ')}`;
