import { type Config, ConfigError } from './config.ts';

/**
 * What a process of an installation does (docs/decisions/0015-roles.md): everything; what somebody waits for at the
 * other end of a line; or the rest.
 */
export type Role = 'all' | 'web' | 'worker';

export interface Duties {
  /** Webhooks, pages, browsers and what they are sent. Whoever does not still answers `/health` and `/ready`. */
  answers: boolean;
  /** Files, plans, the timetable, sending, and sessions with providers: polling, WhatsApp Web, a mail server. */
  works: boolean;
}

const dutiesByRole: Record<Role, Duties> = {
  all: { answers: true, works: true },
  web: { answers: true, works: false },
  worker: { answers: false, works: true },
};

export const dutiesOf = (role: Role): Duties => dutiesByRole[role];

/** Whether a process with these duties sends by a channel: browsers are written to where they are connected. */
export const sendsBy = ({ answers, works }: Duties, channel: string): boolean =>
  channel === 'web' ? answers : works;

/**
 * The role that a start is asked for.
 * @param word as on the command line; none for all
 * @throws {ConfigError} where there is no such role
 */
export function readRole(word: string | undefined): Role {
  if (word === undefined) return 'all';
  if (Object.hasOwn(dutiesByRole, word)) return word as Role;
  throw new ConfigError([`There is no role ${word}: it is web or worker, and none for everything.`]);
}

/**
 * Several processes have to share what one can have for itself.
 * @throws {ConfigError} with everything that is missing
 */
export function checkRole(role: Role, { database, publicUrl, lab }: Config): void {
  if (role === 'all') return;
  const problems = [
    ...(database ? [] : [noDatabase]),
    ...(publicUrl ? [] : [noPublicUrl]),
    ...(lab ? [withLab] : []),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
}

const noDatabase =
  'A process for web or worker alone shares its database with others: set DATABASE_URL, or start everything with npm start.';
const noPublicUrl =
  'A process for web or worker alone needs PUBLIC_URL, where the web processes are reached: links in messages lead there.';
const withLab =
  'The Lab lives within one process: start everything with npm start, or set up a channel and leave out LAB=1.';
