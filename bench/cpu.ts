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
  return sum(
    processes().flatMap(({ pid, parent, own, collected }) =>
      pid === postmaster ? [own + collected] : parent === postmaster ? [own] : [],
    ),
  );
}

/** Milliseconds of processor time of a process and all that it started, those that ended included. */
export function cpuOfTree(root: number): number {
  const all = processes();
  const tree = treeOf(root, all);
  return sum(all.flatMap(({ pid, own, collected }) => (tree.has(pid) ? [own + collected] : [])));
}

/** Of what `npm run` started the program itself: the youngest that was given our file to run. */
export function programOf(root: number): number {
  const ours = [...treeOf(root, processes())].filter((pid) =>
    // The latter in versions before there was start.js.
    /start\.js|loadEnvironment\.ts/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')),
  );
  return Math.max(...ours);
}

/** Children have higher numbers than their parents, but for when the numbers begin anew. */
function treeOf(root: number, all: Process[]): Set<number> {
  const tree = new Set([root]);
  for (const { pid, parent } of all.toSorted((a, b) => a.pid - b.pid)) if (tree.has(parent)) tree.add(pid);
  return tree;
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

interface Process {
  pid: number;
  parent: number;
  /** Milliseconds of its own, and of the children that it has collected. */
  own: number;
  collected: number;
}

function processes(): Process[] {
  return readdirSync('/proc').flatMap((name) => {
    const fields = /^\d+$/.test(name) ? statOf(name) : null;
    if (!fields) return [];
    const ticks = (first: number) => (Number(fields[first]) + Number(fields[first + 1])) * 10;
    return [{ pid: Number(name), parent: Number(fields[1]), own: ticks(11), collected: ticks(13) }];
  });
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
