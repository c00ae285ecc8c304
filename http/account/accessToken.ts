import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../domain/clock.ts';
import type { SigningKeys } from './signingKeys.ts';

/** What an access token says: which membership, by which session. What that may do is looked up at each request. */
export interface AccessClaims {
  membershipId: string;
  sessionId: string;
}

export interface AccessTokens {
  issue(claims: AccessClaims): Promise<string>;
  /** Null for whatever we did not sign, or that has run out. */
  read(token: string): Promise<(AccessClaims & { expiresAt: Date }) | null>;
}

export const accessLifeSeconds = 15 * 60;

const issuer = 'homeroom';
const audience = 'homeroom api';
const algorithm = 'EdDSA';
/** Longer than any of ours, and nothing to work on. */
const longestToken = 2_048;

const claims = z.object({ sub: z.uuid(), sid: z.uuid(), exp: z.number() });

/** JWTs (RFC 7519) that name one membership and live for a quarter of an hour. */
export function accessTokens({ keys, clock }: { keys: SigningKeys; clock: Clock }): AccessTokens {
  return {
    async issue({ membershipId, sessionId }) {
      const key = await keys.current();
      const nowSeconds = Math.floor(clock.now().getTime() / 1_000);
      return new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: algorithm, typ: 'JWT', kid: key.id })
        .setSubject(membershipId)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(nowSeconds)
        .setExpirationTime(nowSeconds + accessLifeSeconds)
        .sign(key.privateKey);
    },
    async read(token) {
      if (token.length > longestToken) return null;
      const key = await keys.find(kidOf(token) ?? '');
      if (!key) return null;
      // One algorithm, whatever the header asks for: `none`, or an HMAC with our public key, is never tried.
      const expected = {
        ...{ algorithms: [algorithm], issuer, audience, currentDate: clock.now() },
        requiredClaims: ['exp', 'iat', 'sub', 'sid'],
      };
      const payload = await jwtVerify(token, key.publicKey, expected).then(
        (verified) => verified.payload,
        (error: unknown) => {
          if (error instanceof errors.JOSEError) return null;
          throw error;
        },
      );
      const said = claims.safeParse(payload);
      if (!said.success) return null;
      const { sub: membershipId, sid: sessionId, exp } = said.data;
      return { membershipId, sessionId, expiresAt: new Date(exp * 1_000) };
    },
  };
}

function kidOf(token: string): string | null {
  try {
    const { kid } = decodeProtectedHeader(token);
    return typeof kid === 'string' && z.uuid().safeParse(kid).success ? kid : null;
  } catch {
    // Whatever does not read as a token is none; jose throws a TypeError for it.
    return null;
  }
}
