import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { installationSecret } from '../db/secret.ts';
import type { Random } from '../domain/clock.ts';
import { type Check, type Finding, fine, hint, wrong } from './finding.ts';

export interface SecretSettings {
  given: Buffer | undefined;
  previous: Buffer | undefined;
  dataDir: string;
  isEmbedded: boolean;
  random: Random;
}

/** Whether there is a key, whether it could be guessed, and who may read it. */
export function secretKeyCheck(settings: SecretSettings): Check {
  return { part: 'Secrets', asked: 'The secret key', look: async () => about(settings) };
}

/** The secret of the installation, where it has one already. */
export function knownSecret({ given, dataDir, random }: SecretSettings): Buffer | null {
  try {
    return installationSecret({ given, dataDir, mayMake: false, random });
  } catch {
    return null;
  }
}

function about(settings: SecretSettings): Finding[] {
  const secret = knownSecret(settings);
  if (!secret) return [aboutMissing(settings)];
  const { given, previous, dataDir } = settings;
  const strength = weakness(secret);
  return [
    strength
      ? wrong(strength)
      : fine(
          `${given ? 'SECRET_KEY cannot be guessed' : 'The secret key is in DATA_DIR/secret-key'}: keep a copy of it.`,
        ),
    ...(previous?.equals(secret) ? [hint('SECRET_KEY_PREVIOUS is the same as SECRET_KEY: unset it.')] : []),
    ...(given ? [] : aboutReaders(fileIn(dataDir))),
  ];
}

const fileIn = (dataDir: string) => path.join(dataDir, 'secret-key');

function aboutMissing({ dataDir, isEmbedded }: SecretSettings): Finding {
  if (existsSync(fileIn(dataDir)) && !isReadable(fileIn(dataDir)))
    return wrong('This account may not read DATA_DIR/secret-key: ask as the account that runs Homeroom.');
  if (existsSync(fileIn(dataDir)))
    return wrong(
      'DATA_DIR/secret-key does not hold 32 bytes in base64: restore it from a backup, or set SECRET_KEY.',
    );
  if (!isEmbedded)
    return wrong(
      'With DATABASE_URL a SECRET_KEY is needed: openssl rand -base64 32 makes one, the same for every server of this database.',
    );
  if (existsSync(path.join(dataDir, 'postgres')))
    return wrong(
      'There is a database in DATA_DIR, and its secret-key is lost: restore that file from a backup, as without it nobody ' +
        'in the database can be found.',
    );
  return fine('A secret key will be made at the first start, and kept in DATA_DIR/secret-key.');
}

/** Of 32 random bytes about 30 differ, and a third of them are no letters; what is typed looks otherwise. */
function weakness(secret: Buffer): string | null {
  const isTyped = secret.every((byte) => byte >= 0x20 && byte < 0x7f);
  const isDull = new Set(secret).size < 16;
  return isTyped || isDull
    ? 'SECRET_KEY can be guessed, as it was not made by chance: make one with openssl rand -base64 32, and keep this one as SECRET_KEY_PREVIOUS.'
    : null;
}

function aboutReaders(file: string): Finding[] {
  const isOpen = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;
  return isOpen ? [hint('Other accounts of this machine may read DATA_DIR/secret-key: chmod 600 it.')] : [];
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
