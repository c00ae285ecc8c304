import { type Clock, sleep } from '../domain/clock.ts';
import { type Check, type Finding, wrong } from './finding.ts';

/** What was found under one heading. */
export interface Examined {
  part: string;
  findings: Finding[];
}

export interface ExamineOptions {
  clock: Clock;
  /** Takes tokens and numbers out of a sentence, whoever put them there. */
  mask(sentence: string): string;
  /** How long each check may take. */
  limitMs?: number;
}

/** Longer than any provider takes; shorter than an operator waits. */
const patienceMs = 10_000;

/**
 * Runs all checks side by side, each within its own limit: one that hangs costs nobody else's answer.
 * @returns by heading, in the order in which the checks were given
 */
export async function examine(checks: Check[], options: ExamineOptions): Promise<Examined[]> {
  const findings = await Promise.all(checks.map((check) => examineOne(check, options)));
  const parts = [...new Set(checks.map(({ part }) => part))];
  return parts.map((part) => ({
    part,
    findings: checks.flatMap((check, index) => (check.part === part ? findings[index]! : [])),
  }));
}

async function examineOne(
  { asked, look }: Check,
  { clock, mask, limitMs = patienceMs }: ExamineOptions,
): Promise<Finding[]> {
  const done = new AbortController();
  const late = sleep(clock, limitMs, done.signal).then(() => [
    wrong(`${asked} did not answer within ${limitMs / 1_000} seconds: look at network, proxy and firewall.`),
  ]);
  const looked = look(done.signal).catch((error: unknown) => [unexpected(asked, error)]);
  const found = await Promise.race([looked, late]);
  done.abort();
  return found.map(({ level, sentence }) => ({ level, sentence: mask(sentence) }));
}

function unexpected(asked: string, error: unknown): Finding {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return wrong(`${asked} could not be looked at, for a reason not foreseen here (${reason.slice(0, 300)}).`);
}
