import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of processor time that this process, and all of PostgreSQL, have used up to now. */
export interface Cpu {
  node: number;
  postgres: number;
}

/**
 * Time on a shared machine says how much others had to do; processor time hardly changes. Of PostgreSQL it is read from
 * `/proc` (proc(5): fields 14 to 17 of stat, in hundredths of a second), so on other systems it is 0.
 * @param postmaster the process id of the server, whose children do its work
 */
export function cpuUsed(postmaster: number): Cpu {
  const { user, system } = process.cpuUsage();
  return { node: (user + system) / 1_000, postgres: postgresMs(postmaster) };
}

/** What was used between two looks. */
export const cpuBetween = (before: Cpu, after: Cpu): Cpu => ({
  node: after.node - before.node,
  postgres: after.postgres - before.postgres,
});

/** Of those that ended meanwhile the postmaster itself keeps the sum. */
function postgresMs(postmaster: number): number {
  let ticks = 0;
  for (const name of readdirSync('/proc')) {
    const fields = /^\d+$/.test(name) ? statOf(name) : null;
    if (!fields) continue;
    const [own, collected] = [
      Number(fields[11]) + Number(fields[12]),
      Number(fields[13]) + Number(fields[14]),
    ];
    if (Number(name) === postmaster) ticks += own + collected;
    else if (Number(fields[1]) === postmaster) ticks += own;
  }
  return ticks * 10;
}

/** The fields after the program's name, which may hold spaces; null for a process that has ended. */
function statOf(pid: string): string[] | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
