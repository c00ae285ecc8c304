import {
  createLinkCode,
  findOwnAddresses,
  type LinkOffer,
  preferWhatIsLeft,
  releaseAddress,
  takeLinkCode,
} from '../../../db/links.ts';
import { findUnansweredMerge, keepTogether } from '../../../db/merges.ts';
import { findSealed, giveAddress } from '../../../db/people.ts';
import { newInviteCode, readInviteCode } from '../../../domain/code.ts';
import { laneOf } from '../../../domain/content.ts';
import type { AddressesEvent } from '../../../domain/effects/linking.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import { channelLabel, mannersOf, typedWord } from '../../../domain/manners.ts';
import type { Who } from '../../../domain/member.ts';
import { shownPhone } from '../../../domain/phone.ts';
import { type TextRef, text } from '../../../domain/text.ts';
import { plainWords } from '../../../texts/words.ts';
import { oneByOne, type Work } from './performer.ts';
import { told } from './telling.ts';

const codeLifeMs = 15 * 60_000;

export const linkOffer = oneByOne<'link.offer'>(async (work, { who }): Promise<ToldEvent> => {
  if (!who!.personId) return told(text('link.guest'));
  const code = newInviteCode(work.random);
  await createLinkCode(work.tx, {
    id: work.newId(),
    codeHash: hashOf(work, code),
    addressId: who!.addressId,
    expiresAt: new Date(work.now.getTime() + codeLifeMs),
    now: work.now,
  });
  return told(text('link.code', { code, link: 'LINK', ways: waysFrom(work, who!, code) }));
});

/** Where else one may write to us. */
function waysFrom({ settings }: Work, { channel: current }: Who, code: string): TextRef[] {
  return settings.accounts
    .filter(({ channel }) => channel !== current)
    .map(({ channel }) => {
      const label = channelLabel(channel);
      const place = settings.place(channel) ?? label;
      return text('link.way', {
        channel: label,
        place: channel === 'email' ? `link+${code}@${place}` : place,
      });
    });
}

export const linkTake = oneByOne<'link.take'>(async (work, { effect, who }): Promise<ToldEvent> => {
  const code = readInviteCode(effect.code);
  const offer = code && (await takeLinkCode(work.tx, hashOf(work, code), work.now));
  if (!offer) return told(text('link.unknown', { link: typedWord('link', who!.channel) }));
  if (who!.personId === offer.personId) return told(text('link.already', { name: offer.name }));
  if (who!.belongings.length > 0) return told(text('link.taken'));
  await adopt(work, who!, offer);
  warn(work, who!, offer);
  return told(text('link.done', { name: offer.name, channel: channelLabel(who!.channel) }));
});

async function adopt({ tx, vault, now }: Work, { addressId }: Who, offer: LinkOffer): Promise<void> {
  const [address] = await findSealed(tx, [addressId]);
  const identifier = vault.openIdentifier(address!.sealedIdentifier, address!.wrappedKey);
  await giveAddress(tx, {
    addressId,
    personId: offer.personId,
    sealedIdentifier: vault.sealIdentifier(identifier, offer.wrappedKey),
    communityId: offer.communityId,
    proof: 'link',
    now,
  });
  await keepTogether(tx, [addressId, offer.addressId]);
}

/** Whoever showed the code hears that it was used: somebody may have looked over their shoulder. */
function warn({ ledger, newId, now, correlationId }: Work, { channel }: Who, offer: LinkOffer): void {
  ledger.deliver({
    id: newId(),
    kind: 'notice',
    lane: laneOf('notice'),
    addressId: offer.addressId,
    channel: offer.channel,
    personId: offer.personId,
    communityId: offer.communityId,
    messageId: null,
    changesId: null,
    content: {
      parts: [
        text('link.told', { channel: channelLabel(channel), unlink: typedWord('unlink', offer.channel) }),
      ],
    },
    status: 'queued',
    reason: null,
    notBefore: now,
    correlationId: correlationId ?? null,
  });
}

/** What the database keeps of a code: enough to know it again. */
const hashOf = ({ vault }: Work, code: string) => vault.hashCode('link', code);

export const addressesFind = oneByOne<'addresses.find'>(async (work, { who }): Promise<AddressesEvent> => {
  const all = await findOwnAddresses(work.tx, who!.personId!);
  const isOfTheirSide = await sideOf(work, who!);
  const others = all.filter(({ id }) => id !== who!.addressId && isOfTheirSide(id));
  const addresses = others.map(({ id, channel, sealedIdentifier, wrappedKey }) => {
    const name = plainWords(channelLabel(channel), who!.language);
    if (!mannersOf(channel).isPhone) return { id, label: name };
    const identifier = work.vault.openIdentifier(sealedIdentifier, wrappedKey);
    return { id, label: `${name} ${shownPhone(identifier)}` };
  });
  return { type: 'addresses.found', addresses };
});

export const addressUnlink = oneByOne<'address.unlink'>(async (work, { effect, who }): Promise<ToldEvent> => {
  const { tx, vault } = work;
  const personId = who!.personId!;
  if (!(await sideOf(work, who!))(effect.addressId)) return told(text('unlink.gone'));
  const [address] = await findSealed(tx, [effect.addressId]);
  const identifier = vault.openIdentifier(address!.sealedIdentifier, address!.wrappedKey);
  const sealedIdentifier = vault.sealIdentifier(identifier, null);
  const isGone = await releaseAddress(tx, {
    addressId: effect.addressId,
    personId,
    sealedIdentifier,
    now: work.now,
  });
  if (isGone) await preferWhatIsLeft(tx, personId);
  return told(text(isGone ? 'unlink.done' : 'unlink.gone'));
});

/**
 * Whether an address came from the same record as the one they speak from, while an organizer's merge is not answered by both:
 * whoever is taken for another must not lose the channels on which to say no, nor show them.
 */
async function sideOf({ tx }: Work, { personId, addressId }: Who): Promise<(id: string) => boolean> {
  const open = await findUnansweredMerge(tx, personId!);
  const isMerged = (id: string) => open?.addressIds.includes(id) ?? false;
  return (id) => isMerged(id) === isMerged(addressId);
}
