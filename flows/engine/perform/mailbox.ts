import { countCodes, createCode, markCodeUsed, tryCode } from '../../../db/codes.ts';
import { changeOwnPlace } from '../../../db/members.ts';
import { keepTogether } from '../../../db/merges.ts';
import { findSealed, giveAddress } from '../../../db/people.ts';
import { findOrCreatePhones, findPhone } from '../../../db/phones.ts';
import { newSixDigits } from '../../../domain/code.ts';
import { laneOf } from '../../../domain/content.ts';
import type { MailboxEvent, MailboxRefusal } from '../../../domain/effects/linking.ts';
import type { PhoneEvent } from '../../../domain/effects/registration.ts';
import { type Limit, limits } from '../../../domain/limits.ts';
import { text } from '../../../domain/text.ts';
import { readTry } from './codes.ts';
import { oneByOne, type Work } from './performer.ts';

const codeLifeMs = 600_000;

export const mailboxAsk = oneByOne<'mailbox.ask'>(async (work, { effect, who }): Promise<MailboxEvent> => {
  const { tx, now, vault, newId } = work;
  const account = work.settings.accounts.find(({ channel }) => channel === 'email')?.account;
  if (!account) return refused('none');
  const [addressId] = await findOrCreatePhones(
    tx,
    [
      {
        id: newId(),
        channel: 'email',
        account,
        hash: vault.hashIdentifier('email', account, effect.email),
        sealedIdentifier: vault.sealIdentifier(effect.email, null),
        language: who!.language,
      },
    ],
    now,
  );
  const found = await findPhone(tx, addressId!);
  if (found.personId === who!.personId) return refused('own');
  if (found.isStopped) return refused('stopped');
  const sentWithin = ({ seconds }: Limit) =>
    countCodes(tx, {
      addressId: addressId!,
      requestedById: who!.addressId,
      since: new Date(now.getTime() - seconds * 1_000),
    });
  const { verifications, verificationsAsked, verificationsDaily } = limits;
  const sent = await sentWithin(verifications);
  if (sent.forNumber >= verifications.points || sent.byAsker >= verificationsAsked.points)
    return refused('tooMany');
  if ((await sentWithin(verificationsDaily)).forNumber >= verificationsDaily.points)
    return refused('tooManyToday');
  await writeCode(work, addressId!, who!.addressId);
  return { type: 'mailbox.asked', addressId: addressId! };
});

const refused = (reason: MailboxRefusal): MailboxEvent => ({ type: 'mailbox.refused', reason });

async function writeCode(work: Work, addressId: string, requestedById: string): Promise<void> {
  const { tx, now, vault, newId, ledger, correlationId } = work;
  const code = newSixDigits(work.random);
  await createCode(tx, {
    id: newId(),
    addressId,
    requestedById,
    codeHash: vault.hashCode(addressId, code),
    expiresAt: new Date(now.getTime() + codeLifeMs),
    now,
  });
  ledger.deliver({
    id: newId(),
    kind: 'answer',
    lane: laneOf('answer'),
    addressId,
    channel: 'email',
    personId: null,
    communityId: null,
    messageId: null,
    changesId: null,
    content: { parts: [text('registration.codeText', { code })] },
    status: 'queued',
    reason: null,
    notBefore: now,
    correlationId: correlationId ?? null,
  });
}

/** Whoever reads that mailbox has the code: it becomes theirs, unless it is another person's already. */
export const mailboxProve = oneByOne<'mailbox.prove'>(
  async (work, { effect, who }): Promise<MailboxEvent | PhoneEvent> => {
    const { tx, now, vault } = work;
    const { addressId, communityId } = effect;
    const tried = await tryCode(tx, addressId, who!.addressId);
    const mismatch = readTry(tried, {
      now,
      isRight: (hash) => hash.equals(vault.hashCode(addressId, effect.code)),
    });
    if (mismatch) return mismatch;
    await markCodeUsed(tx, tried!.id, now);
    const found = await findPhone(tx, addressId);
    if (found.personId && found.personId !== who!.personId) return refused('taken');
    const [sealed] = await findSealed(tx, [addressId]);
    const identifier = vault.openIdentifier(sealed!.sealedIdentifier, sealed!.wrappedKey);
    const own = await findPhone(tx, who!.addressId);
    const personId = who!.personId!;
    const sealedIdentifier = vault.sealIdentifier(identifier, own.wrappedKey);
    await giveAddress(tx, { addressId, personId, sealedIdentifier, communityId, proof: 'code', now });
    await keepTogether(tx, [addressId, who!.addressId]);
    const place = who!.belongings.find((one) => one.communityId === communityId);
    if (place)
      await changeOwnPlace(tx, { membershipId: place.membershipId, personId }, { preferredChannel: 'email' });
    return { type: 'mailbox.proven' };
  },
);
