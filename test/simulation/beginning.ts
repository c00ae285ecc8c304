import { readFileSync, writeFileSync } from 'node:fs';
import type { Desk } from '../../lab/desk.ts';

/** When a run begins, and how the phones lie then. */
export interface Beginning {
  at: Date;
  /** What the Lab keeps of its phones; null for phones that nobody has used yet. */
  phones: string | null;
}

/** Noon in New York. */
export const nothingYet: Beginning = { at: new Date('2026-03-02T17:00:00Z'), phones: null };

/** Lays the phones out, where the Lab looks for them. */
export function layOut({ phones }: Beginning, stateFile: string): void {
  if (phones !== null) writeFileSync(stateFile, phones);
}

/** The phones as they lie now. */
export async function picture(desk: Desk, stateFile: string): Promise<string> {
  await desk.keep.stop();
  return readFileSync(stateFile, 'utf8');
}
