import { forgetRefusal } from '../../../db/addresses.ts';
import { findSaid } from '../../../db/inbox.ts';
import type { Inbound } from '../../../domain/channel.ts';
import { oneByOne } from './performer.ts';

/** The mail goes into the inbox once more, vouched for by whoever reads that mailbox; it is heard after this commit. */
export const mailTake = oneByOne<'mail.take'>(async (work, { effect, who }) => {
  const { tx, vault, ledger, newId, correlationId } = work;
  const sealed = await findSaid(tx, { id: effect.inboxId, lane: who!.addressId });
  if (!sealed) return;
  await forgetRefusal(tx, who!.addressId);
  const inbound = vault.openJson(sealed) as Inbound;
  const mail = inbound.mail && { ...inbound.mail, isAligned: true };
  ledger.record({
    id: newId(),
    lane: who!.addressId,
    kind: 'said',
    sealed: vault.sealJson({ ...inbound, ...(mail && { mail }) }),
    event: null,
    conversationId: null,
    status: 'waiting',
    reason: null,
    correlationId: correlationId!,
  });
});
