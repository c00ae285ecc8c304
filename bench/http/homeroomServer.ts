import { Hono } from 'hono';
import { telegramBot } from '../../bots/telegram/bot.ts';
import { createAddresses, lockAddresses } from '../../db/addresses.ts';
import { createCommunity, createForum } from '../../db/communities.ts';
import { createInvite } from '../../db/invites.ts';
import { createMembership, createPerson, giveAddress } from '../../db/people.ts';
import { silent } from '../../domain/log.ts';
import { type Homeroom, nullChannel, openHomeroom } from '../homeroom.ts';
import { serveFor } from './child.ts';
import { classes, inviteCode, secret, token } from './person.ts';

/** The product: its webhook, engine, outbox and senders; only the provider behind them is missing. */

const homeroom = await openHomeroom(process.argv[2]!, { sends: true });
for (let index = 0; index < classes; index++) await newClass(homeroom, index);

const bot = telegramBot({
  token,
  webhookSecret: secret,
  publicUrl: null,
  receive: homeroom.engine.receive,
  log: silent,
  clock: homeroom.clock,
  newId: homeroom.newId,
  commands: {},
});

serveFor(new Hono().route('/', bot.routes), {
  async settle() {
    await homeroom.settle();
    const [row] = await homeroom.sql<{ registered: number; answers: number }[]>`
      select (select count(*) from memberships where status = 'pending')::int as registered,
        (select count(*) from message_deliveries where status = 'sent' and kind = 'answer')::int as answers`;
    return row!;
  },
  stop: homeroom.stop,
});

/** A class with an organizer, who hears of everybody who registers. */
async function newClass({ sql, newId, vault, clock }: Homeroom, index: number): Promise<void> {
  const now = clock.now();
  const id = newId();
  const common = { timeZone: 'America/New_York', language: 'en', now };
  await createCommunity(sql, { id, name: `Class ${index}`, ...common });
  await createForum(sql, {
    id: newId(),
    communityId: id,
    name: 'General',
    isMain: true,
    createdById: null,
    now,
  });
  await createInvite(sql, {
    id: newId(),
    communityId: id,
    code: inviteCode(index),
    createdById: null,
    maxUses: null,
    expiresAt: null,
    now,
  });
  const personId = newId();
  const wrappedKey = vault.newPersonKey();
  await createPerson(sql, { id: personId, name: 'Olga', wrappedKey, ...common });
  const identifier = String(1_000 + index);
  const { name: channel, account } = nullChannel;
  const hash = vault.hashIdentifier(channel, account, identifier);
  const sealedIdentifier = vault.sealIdentifier(identifier, wrappedKey);
  await createAddresses(
    sql,
    [{ id: newId(), channel, account, hash, sealedIdentifier, language: 'en' }],
    now,
  );
  const [address] = await lockAddresses(sql, [{ channel, account, hash }]);
  await giveAddress(sql, {
    addressId: address!.id,
    personId,
    sealedIdentifier,
    communityId: id,
    proof: 'phone',
    now,
  });
  await createMembership(sql, {
    id: newId(),
    personId,
    communityId: id,
    role: 'organizer',
    status: 'active',
    graduatingYear: 1998,
    section: null,
    preferredChannel: channel,
    now,
  });
}
