import querystring from 'node:querystring';
import { pathToFileURL } from 'node:url';
import { type Config, ConfigError, readConfig } from './config.ts';
import { readCommand, usage } from './doctor/command.ts';
import { type Dns, systemDns } from './doctor/dns.ts';
import { type Examined, examine } from './doctor/examine.ts';
import { wrong } from './doctor/finding.ts';
import { isAnythingWrong, report, reportJson } from './doctor/report.ts';
import { checksFor } from './doctorChecks.ts';
import { mask } from './log/mask.ts';
import { secretsOf } from './secrets.ts';
import { realClock, realRandom } from './system.ts';

/**
 * Looks at an installation from outside, before it is started or while it runs.
 * @param environment what `main.ts` would read
 */
export async function diagnose(
  environment: Record<string, string | undefined>,
  { dns }: { dns: Dns },
): Promise<Examined[]> {
  const config = configOf(environment);
  if (config instanceof ConfigError)
    return [{ part: 'Settings', findings: config.problems.map((problem) => wrong(problem)) }];
  const clock = realClock();
  const secrets = secretParts([...secretsOf(config), environment.AWS_SECRET_ACCESS_KEY]);
  return examine(checksFor(config, { clock, random: realRandom(), dns }), {
    clock,
    mask: (sentence) => mask(sentence, secrets),
  });
}

function configOf(environment: Record<string, string | undefined>): Config | ConfigError {
  try {
    return readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

/** Whole addresses, and the passwords within them, which errors may name alone. Very short ones would blot out words. */
function secretParts(secrets: (string | undefined)[]): string[] {
  const given = secrets.filter((secret) => secret !== undefined);
  return [...given, ...given.flatMap(passwordsIn)].filter((secret) => secret.length >= 6);
}

/** As written, and as meant (`%40` for an @). */
function passwordsIn(secret: string): string[] {
  if (!URL.canParse(secret)) return [];
  const { password } = new URL(secret);
  return [password, querystring.unescape(password)];
}

async function main(): Promise<number> {
  const command = readCommand(process.argv.slice(2));
  if (command.kind === 'mistaken') {
    process.stderr.write(`"${command.word}" is not known here.\n\n${usage}`);
    return 2;
  }
  if (command.kind === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  const examined = await diagnose(process.env, { dns: systemDns() });
  // https://no-color.org
  const isColoured = process.stdout.isTTY === true && !process.env.NO_COLOR;
  process.stdout.write(command.isJson ? reportJson(examined) : report(examined, { isColoured }));
  return isAnythingWrong(examined) ? 1 : 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().then(
    // What was given up may still hold a connection open.
    (status) => process.stdout.write('', () => process.exit(status)),
    (error: unknown) => {
      process.stderr.write(
        `${error instanceof Error ? mask(error.stack ?? error.message) : String(error)}\n`,
      );
      process.exit(1);
    },
  );
}
