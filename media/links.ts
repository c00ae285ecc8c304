import type { Signer } from '../db/signer.ts';

/** Links under which a file can be seen without signing in, until they expire. */
export interface MediaLinks {
  /** The link, `https://.../m/` and 47 characters: with a sentence it fits into one text message. */
  linkTo(mediaId: string, now: Date): string;
  /** What a token stands for; undefined for one that we did not make. Whether it has expired is for the caller to say. */
  read(token: string): MediaToken | undefined;
}

export interface MediaToken {
  mediaId: string;
  expiresAt: Date;
}

const hourMs = 3_600_000;
/** As long as a digest of a week may lie unread. */
export const linkLifetimeMs = 8 * 24 * hourMs;

const idLength = 16;
const hoursLength = 3;

/**
 * A token is base64url of the file's id (16 bytes), the hour in which it expires (3 bytes, good until the year 3883) and
 * the signature of both (16 bytes). Text messages are short: base64url of 35 bytes ends in a letter or digit, so that phones take the
 * whole for a link, and uses no character that costs two in GSM-7.
 * @param publicUrl without a slash at the end
 */
export function mediaLinks(publicUrl: string, signer: Signer): MediaLinks {
  return {
    linkTo(mediaId, now) {
      const hours = Math.ceil((now.getTime() + linkLifetimeMs) / hourMs);
      return `${publicUrl}/m/${tokenOf(statementOf(mediaId, hours), signer)}`;
    },
    read(token) {
      const bytes = Buffer.from(token, 'base64url');
      // One file, one way to write its token: Buffer would also skip what is not base64url.
      if (bytes.length <= idLength + hoursLength || bytes.toString('base64url') !== token) return undefined;
      const statement = bytes.subarray(0, idLength + hoursLength).toString('base64url');
      const signature = bytes.subarray(idLength + hoursLength).toString('base64url');
      return signer.verify(signedForm(statement, signature)) === statement ? meaningOf(statement) : undefined;
    },
  };
}

function statementOf(mediaId: string, hours: number): string {
  const bytes = Buffer.alloc(idLength + hoursLength);
  bytes.write(mediaId.replaceAll('-', ''), 'hex');
  bytes.writeUIntBE(hours, idLength, hoursLength);
  return bytes.toString('base64url');
}

function meaningOf(statement: string): MediaToken {
  const bytes = Buffer.from(statement, 'base64url');
  const hex = bytes.toString('hex', 0, idLength);
  const mediaId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { mediaId, expiresAt: new Date(bytes.readUIntBE(idLength, hoursLength) * hourMs) };
}

/** The signer writes its statement in base64url once more; a third less is sent by putting that together on arrival. */
function tokenOf(statement: string, signer: Signer): string {
  const signature = signer.sign(statement).split('.')[1]!;
  return Buffer.concat([Buffer.from(statement, 'base64url'), Buffer.from(signature, 'base64url')]).toString(
    'base64url',
  );
}

const signedForm = (statement: string, signature: string) =>
  `${Buffer.from(statement).toString('base64url')}.${signature}`;
