import { createHash } from 'node:crypto';
import type { Random } from '../../domain/clock.ts';

/** A token that nobody can guess. */
export const newSecret = (random: Random): string => random.bytes(32).toString('base64url');

/** What is kept of it: it is 32 random bytes, so a plain hash cannot be guessed back. */
export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** How our tokens look: anything else need not be looked for. */
export const secretShape = /^[\w-]{43}$/;
