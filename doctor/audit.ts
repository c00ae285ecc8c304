import { type CheckedLog, examineLog } from '../audit/check.ts';
import type { Heads } from '../audit/heads.ts';
import { connectEngine } from '../db/client.ts';
import { type Check, type Finding, fine, hint, wrong } from './finding.ts';

export interface AuditSettings {
  url: string;
  ownerUrl: string | undefined;
  /** What acts may be sealed with: the current key, and the one before. */
  keys: Buffer[];
  heads: Heads;
}

/** Goes along every chain of the audit log, and changes nothing. */
export function auditCheck({ url, ownerUrl, keys, heads }: AuditSettings): Check {
  return {
    part: 'Audit log',
    asked: 'The database',
    async look() {
      const sql = connectEngine(ownerUrl ?? url, {
        max: 1,
        prepare: false,
        applicationName: 'homeroom doctor',
      });
      try {
        const [{ isThere } = { isThere: false }] = await sql<{ isThere: boolean }[]>`
          select to_regclass('audit_seals') is not null as "isThere"`;
        return isThere
          ? aboutLog(await examineLog(sql, { keys, heads }))
          : [hint('There is no audit log yet: npm start makes it.')];
      } catch (error) {
        // What is wrong with the connection says the part about the database.
        return [hint(`The audit log could not be looked at (${codeOf(error)}).`)];
      } finally {
        await sql.end({ timeout: 1 });
      }
    },
  };
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : 'no code';

const whats = {
  gap: 'acts before it are gone',
  changed: 'it is not what was sealed',
  cut: 'the end is gone',
} as const;

function aboutLog({ chains, areHeadsReadable }: CheckedLog & { areHeadsReadable: boolean }): Finding[] {
  const broken = chains.flatMap(({ chainId, broken: at }) =>
    at ? [`Chain ${chainId} is broken at act ${at.sequence}: ${whats[at.what]}`] : [],
  );
  const findings = broken.map((sentence) =>
    wrong(`${sentence}. Compare it with a backup, and find out who had the database's owner.`),
  );
  const heads = areHeadsReadable
    ? []
    : [wrong('DATA_DIR/audit/heads.jsonl was changed by hand: compare it with a backup.')];
  if (findings.length + heads.length > 0) return [...findings, ...heads];
  const acts = chains.reduce((sum, chain) => sum + chain.acts, 0);
  return [fine(`${acts} sealed acts in ${chains.length} chains are as they were written.`)];
}
