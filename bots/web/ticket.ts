import { z } from 'zod';
import type { KeptUpload } from '../../domain/webChat.ts';

/** What signs and checks; a token says what it says to anybody who reads it. */
export interface TicketSigner {
  sign(statement: string): string;
  verify(token: string): string | undefined;
}

/** Less than the day for which what arrived is kept. */
const lifeMs = 20 * 3_600_000;

const kept = z.object({
  id: z.string(),
  kind: z.enum(['photo', 'video', 'voice', 'audio', 'document', 'sticker', 'animation']),
  mime: z.string(),
  name: z.string().nullable(),
  size: z.number(),
});
const statement = z.object({ addressId: z.string(), untilMs: z.number(), kept });

/** A browser's proof that it uploaded a file: only for its own messages, and only while the file is kept. */
export function tickets(signer: TicketSigner) {
  return {
    issue: (addressId: string, file: KeptUpload, now: Date): string =>
      signer.sign(JSON.stringify({ addressId, untilMs: now.getTime() + lifeMs, kept: file })),
    /** Null for one that is over, that is another browser's, or that we did not make. */
    read(ticket: string, { addressId, now }: { addressId: string; now: Date }): KeptUpload | null {
      const said = signer.verify(ticket);
      if (said === undefined) return null;
      const read = statement.parse(JSON.parse(said));
      return read.addressId === addressId && now.getTime() < read.untilMs ? read.kept : null;
    },
  };
}

export type Tickets = ReturnType<typeof tickets>;
