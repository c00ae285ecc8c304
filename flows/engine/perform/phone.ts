import { countCodes, createCode, markCodeUsed, tryCode } from '../../../db/codes.ts';
import { findOrCreatePhone, findPhone, keepProvenPhones } from '../../../db/phones.ts';
import { newSixDigits } from '../../../domain/code.ts';
import { laneOf } from '../../../domain/content.ts';
import type { PhoneEvent } from '../../../domain/effects/registration.ts';
import { limits } from '../../../domain/limits.ts';
import { mannersOf } from '../../../domain/manners.ts';
import type { Who } from '../../../domain/member.ts';
import { isCostly, type Phone, readPhone, shownPhone } from '../../../domain/phone.ts';
import { text } from '../../../domain/text.ts';
import { timeZonesOf } from '../../../domain/timeZone.ts';
import { phoneAddress, smsAccount } from '../phoneAddress.ts';
import { readTry } from './codes.ts';
import { oneByOne, type Performer, type Work } from './performer.ts';

const codeLifeMs = 600_000;

/** Their own contact, or the number that their channel vouches for. */
export const phoneClaim: Performer<'phone.claim'> = async (work, calls) => {
  const shared = calls.map(({ effect }) => (effect.phone === null ? null : readPhone(effect.phone)));
  const made = shared.flatMap((phone, index) =>
    phone ? [phoneAddress(work, phone.number, calls[index]!.who!.language)] : [],
  );
  const ids = await keepProvenPhones(work.tx, made, work.now);
  const idOf = new Map(shared.filter((phone) => phone !== null).map((phone, index) => [phone, ids[index]!]));
  const answers: PhoneEvent[] = [];
  for (const [index, { effect, who }] of calls.entries()) {
    const phone = shared[index];
    if (phone) answers.push(provenBy(work, { phoneId: idOf.get(phone)!, phone, channel: who!.channel }));
    else if (effect.phone === null) answers.push(await claimOwn(work, who!));
    else answers.push({ type: 'phone.refused', reason: 'invalid' });
  }
  return answers;
};

/** Where no number is known, and none could be proven, their classmates' word is enough. */
async function claimOwn(work: Work, { phoneId, channel }: Who): Promise<PhoneEvent> {
  if (phoneId) return proven(work, phoneId, channel);
  const isProvable = mannersOf(channel).hasContactButton || smsAccount(work.settings) !== undefined;
  if (isProvable) return { type: 'phone.wanted' };
  return { type: 'phone.proven', phoneId: null, timeZones: [], channels: withMail(work, [channel]) };
}

export const codeSend = oneByOne<'code.send'>(async (work, { effect, who }): Promise<PhoneEvent> => {
  const phone = readPhone(effect.phone);
  if (!phone) return { type: 'phone.refused', reason: 'invalid' };
  return sendCode(work, { phone, phoneId: null, who: who! });
});

export const codeSendAgain = oneByOne<'code.sendAgain'>(
  async (work, { effect, who }): Promise<PhoneEvent> => {
    const phone = await openPhone(work, effect.phoneId);
    return sendCode(work, { phone, phoneId: effect.phoneId, who: who! });
  },
);

export const codeCheck = oneByOne<'code.check'>(async (work, { effect, who }): Promise<PhoneEvent> => {
  const code = await tryCode(work.tx, effect.phoneId, who!.addressId);
  const isRight = (hash: Buffer) => hash.equals(work.vault.hashCode(effect.phoneId, effect.code));
  const mismatch = readTry(code, { now: work.now, isRight });
  if (mismatch) return mismatch;
  await markCodeUsed(work.tx, code!.id, work.now);
  return proven(work, effect.phoneId, who!.channel);
});

async function sendCode(
  work: Work,
  asked: { phone: Phone; phoneId: string | null; who: Who },
): Promise<PhoneEvent> {
  const { settings, tx, now } = work;
  const account = smsAccount(work.settings);
  if (!account) return { type: 'phone.refused', reason: 'noSms' };
  if (isCostly(asked.phone)) return { type: 'phone.refused', reason: 'invalid' };
  if (!isServed(work, asked.phone)) {
    return { type: 'phone.refused', reason: 'country' };
  }
  const address = phoneAddress(work, asked.phone.number, asked.who.language);
  const phoneId = asked.phoneId ?? (await findOrCreatePhone(tx, address, now));
  if ((await findPhone(tx, phoneId)).isStopped) return { type: 'phone.refused', reason: 'stopped' };
  const requestedById = asked.who.addressId;
  const sent = await countCodes(tx, {
    addressId: phoneId,
    requestedById,
    since: new Date(now.getTime() - limits.verifications.seconds * 1_000),
  });
  if (sent.forNumber >= limits.verifications.points)
    return { type: 'phone.refused', reason: 'tooManyForNumber' };
  if (sent.byAsker >= limits.verificationsAsked.points)
    return { type: 'phone.refused', reason: 'tooManyHere' };
  if (sent.forAll >= settings.smsCodesPerHour) return { type: 'phone.refused', reason: 'tooManyHere' };
  await writeCode(work, phoneId, requestedById);
  return { type: 'code.sent', phoneId, shown: shownPhone(asked.phone.number) };
}

const isServed = ({ settings: { smsCountries } }: Work, { country }: Phone) =>
  !smsCountries || Boolean(country && smsCountries.includes(country));

/** The code goes out as an answer: it overtakes everything, whatever the hour. */
async function writeCode(work: Work, phoneId: string, requestedById: string): Promise<void> {
  const code = newSixDigits(work.random);
  await createCode(work.tx, {
    id: work.newId(),
    addressId: phoneId,
    requestedById,
    codeHash: work.vault.hashCode(phoneId, code),
    expiresAt: new Date(work.now.getTime() + codeLifeMs),
    now: work.now,
  });
  work.ledger.deliver({
    id: work.newId(),
    kind: 'answer',
    lane: laneOf('answer'),
    addressId: phoneId,
    channel: 'sms',
    personId: null,
    communityId: null,
    messageId: null,
    changesId: null,
    content: { parts: [text('registration.codeText', { code })] },
    status: 'queued',
    reason: null,
    notBefore: work.now,
    correlationId: work.correlationId ?? null,
  });
}

async function proven(work: Work, phoneId: string, channel: string): Promise<PhoneEvent> {
  return provenBy(work, { phoneId, phone: await openPhone(work, phoneId), channel });
}

function provenBy(
  work: Work,
  { phoneId, phone, channel }: { phoneId: string; phone: Phone; channel: string },
): PhoneEvent {
  const hasSms = channel !== 'sms' && smsAccount(work.settings) && isServed(work, phone) && !isCostly(phone);
  const channels = withMail(work, hasSms ? [channel, 'sms'] : [channel]);
  return { type: 'phone.proven', phoneId, timeZones: timeZonesOf(phone.country), channels };
}

/** Mail can be chosen before there is an address: it is asked for afterwards. */
const withMail = ({ settings }: Work, channels: string[]) =>
  settings.accounts.some(({ channel }) => channel === 'email') && !channels.includes('email')
    ? [...channels, 'email']
    : channels;

async function openPhone(work: Work, phoneId: string): Promise<Phone> {
  const row = await findPhone(work.tx, phoneId);
  const number = work.vault.openIdentifier(row.sealedIdentifier, row.wrappedKey);
  return readPhone(number) ?? { number, country: undefined };
}
