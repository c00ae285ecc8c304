import { createHmac, timingSafeEqual } from 'node:crypto';

/** Makes and checks tokens that say something and cannot be made by others. What they say can be read by anybody. */
export interface Signer {
  sign(statement: string): string;
  /** What was signed; `undefined` for anything else. */
  verify(token: string): string | undefined;
}

/** 128 bits: enough, and short enough for a link in an SMS. */
const macLength = 16;

/** The first key signs, every one of them verifies. About 3 us each. A time limit belongs into the statement. */
export function signer(keys: Buffer[]): Signer {
  return {
    sign: (statement) =>
      `${Buffer.from(statement).toString('base64url')}.${mac(keys[0]!, statement).toString('base64url')}`,
    verify(token) {
      const [encoded, signature, ...rest] = token.split('.');
      if (!encoded || !signature || rest.length > 0) return undefined;
      const statement = Buffer.from(encoded, 'base64url').toString();
      const given = Buffer.from(signature, 'base64url');
      if (given.length !== macLength) return undefined;
      return keys.some((key) => timingSafeEqual(mac(key, statement), given)) ? statement : undefined;
    },
  };
}

function mac(key: Buffer, statement: string): Buffer {
  return createHmac('sha256', key).update(statement).digest().subarray(0, macLength);
}
