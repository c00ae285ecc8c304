import { hkdfSync } from 'node:crypto';
import type { Random } from '../domain/clock.ts';
import { CannotOpen, open, seal } from './crypto.ts';
import { type Signer, signer } from './signer.ts';

export interface KeyringOptions {
  /** 32 bytes each; `previous` only opens and verifies, so that SECRET_KEY can be changed without a stop. */
  secretKey: Buffer;
  previous?: Buffer | undefined;
  random: Random;
}

/** Everything that hangs on SECRET_KEY. Each use has a key of its own, derived from it. */
export interface Keyring {
  /** A new data key: 32 random bytes. */
  newKey(): Buffer;
  /** Seals a data key for its row. `name` says which key it is ("lookup", a person's id); another row's does not open. */
  wrap(key: Buffer, name: string): Buffer;
  /** @throws {CannotOpen} when neither the secret nor the previous one opens it */
  unwrap(wrapped: Uint8Array, name: string): Buffer;
  /** False for what only the previous secret opens: wrap it anew, and once none is left that secret can go. */
  isCurrent(wrapped: Uint8Array, name: string): boolean;
  /** Whether there is a previous secret, which some rows may still need. */
  isChanging: boolean;
  /** The password of a database role: every server that knows the secret knows it, and nobody has to keep it. */
  rolePassword(role: string): string;
  /** Keys for signing of one purpose, the current secret's first. */
  signingKeys(purpose: string): [Buffer, ...Buffer[]];
  /** Signs short tokens for one purpose ("unsubscribe"). */
  signer(purpose: string): Signer;
}

/**
 * Makes the keyring of an installation. The key for look-ups must outlive a change of the secret, else nobody would be
 * found any more: it, like every data key, is random and kept wrapped, so a change only wraps a few rows anew.
 */
export function keyring({ secretKey, previous, random }: KeyringOptions): Keyring {
  const secrets = previous ? [secretKey, previous] : [secretKey];
  const wrappingKeys = secrets.map((secret) => derive(secret, 'wrap'));
  const signingKeys = (purpose: string) =>
    secrets.map((secret) => derive(secret, `sign ${purpose}`)) as [Buffer, ...Buffer[]];
  const place = (name: string) => `key ${name}`;
  return {
    newKey: () => random.bytes(32),
    wrap: (key, name) => seal({ key: wrappingKeys[0]!, random, place: place(name) }, key),
    unwrap(wrapped, name) {
      const key = firstOpened(wrappingKeys, wrapped, place(name));
      if (!key) throw new CannotOpen();
      return key;
    },
    isCurrent: (wrapped, name) => firstOpened(wrappingKeys.slice(0, 1), wrapped, place(name)) !== undefined,
    isChanging: previous !== undefined,
    rolePassword: (role) => derive(secretKey, `role ${role}`).toString('base64url'),
    signingKeys,
    signer: (purpose) => signer(signingKeys(purpose)),
  };
}

function firstOpened(keys: Buffer[], sealed: Uint8Array, place: string): Buffer | undefined {
  for (const key of keys) {
    try {
      return open({ key, place }, sealed);
    } catch (error) {
      if (!(error instanceof CannotOpen)) throw error;
    }
  }
  return undefined;
}

/** RFC 5869; no salt, as the secret is 32 random bytes already. */
function derive(secret: Buffer, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `homeroom ${use}`, 32));
}
