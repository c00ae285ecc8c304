import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const fixtures = fileURLToPath(new URL('../../../fixtures/email', import.meta.url));

/** Rules are written while looking at `tuning` only; `untouched` is measured when they are done. */
export type Half = 'tuning' | 'untouched';

/** A mail's text and what its sender wrote of it. */
export interface ReplyCase {
  name: string;
  half: Half;
  /** Whether upstream published what is expected, or it was written here (`expected.json` says by which rule). */
  isPublished: boolean;
  text: string;
  expected: string;
  /** The same with the sign-off that we drop: right too, for libraries that know nothing of signatures. */
  signedOff?: string;
}

/** Fixed before any rule was written; both corpora share names, so that twins fall into one half. */
export function halfOf(fileName: string): Half {
  return createHash('sha256').update(fileName).digest()[0]! % 2 === 0 ? 'tuning' : 'untouched';
}

/** Every mail for which it is known what its sender wrote. */
export function replyCases(half: Half): ReplyCase[] {
  const files = ['crisp', 'github'].flatMap((corpus) =>
    readdirSync(path.join(fixtures, corpus)).map((file) => `${corpus}/${file}`),
  );
  return files
    .filter((name) => halfOf(path.basename(name)) === half)
    .flatMap((name) => {
      const ours = ourExpectations()[name];
      const published = publishedExpectations().get(name);
      const expected = ours ?? published;
      if (expected === undefined) return [];
      const text = readFileSync(path.join(fixtures, name), 'utf8');
      return [{ name, half, isPublished: published !== undefined, text, expected }];
    });
}

/** The cases of planer's own tests, first seen when the rules had been frozen for the last time. */
export function laterCases(): ReplyCase[] {
  const rows: Pick<ReplyCase, 'name' | 'text' | 'expected'>[] = JSON.parse(
    readFileSync(path.join(fixtures, 'planer-expected.json'), 'utf8'),
  );
  return rows.map((row) => ({ ...row, name: `later/${row.name}`, half: 'untouched', isPublished: true }));
}

/**
 * Mails from the tests of two libraries of other languages, first read when the rules of "Tell a journey from a mail's
 * headers" were frozen: those whose file names fall into the untouched half.
 */
export function unseenCases(): ReplyCase[] {
  const rows: Pick<ReplyCase, 'name' | 'text' | 'expected' | 'signedOff'>[] = JSON.parse(
    readFileSync(path.join(fixtures, 'unseen-expected.json'), 'utf8'),
  );
  return rows.map((row) => ({ ...row, name: `unseen/${row.name}`, half: 'untouched', isPublished: false }));
}

/** Blank lines, trailing spaces and line ends are no matter: libraries differ in them, people do not see them. */
export function sameText(one: string, other: string): boolean {
  return squeeze(one) === squeeze(other);
}

function squeeze(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{2,}/g, '\n')
    .trim();
}

function publishedExpectations(): Map<string, string> {
  const rows = JSON.parse(readFileSync(path.join(fixtures, 'crisp-expected.json'), 'utf8')) as {
    file: string;
    expected: string;
  }[];
  return new Map(rows.map(({ file, expected }) => [`crisp/${file}`, expected]));
}

function ourExpectations(): Record<string, string> {
  return JSON.parse(readFileSync(path.join(fixtures, 'expected.json'), 'utf8'));
}
