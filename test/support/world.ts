import { connectEngine } from '../../db/client.ts';
import { createInvite } from '../../db/invites.ts';
import { keyring } from '../../db/keyring.ts';
import { openVault } from '../../db/vault.ts';
import { makeDigests } from '../../delivery/digest.ts';
import { planChunk } from '../../delivery/planner.ts';
import { reportProgress } from '../../delivery/progress.ts';
import { Sender } from '../../delivery/sender.ts';
import { segmentCounter } from '../../delivery/smsCost.ts';
import type { Queue } from '../../domain/broadcast.ts';
import type { ChannelName, Parsed, Receipt, Said } from '../../domain/channel.ts';
import type { Flow } from '../../domain/flow.ts';
import { idMaker } from '../../domain/id.ts';
import { type Limit, noLimits } from '../../domain/limits.ts';
import { type Log, silent } from '../../domain/log.ts';
import type { Mail } from '../../domain/mail.ts';
import type { Observer } from '../../domain/observer.ts';
import { noPace } from '../../domain/pace.ts';
import type { SaidLimits } from '../../flows/engine/admit.ts';
import { flowBook } from '../../flows/engine/book.ts';
import { ConversationEngine } from '../../flows/engine/engine.ts';
import { flows } from '../../flows/registry.ts';
import { saidLimits } from '../../limits.ts';
import { exportDue } from '../../privacy/exporting.ts';
import { forgetDue } from '../../privacy/forgetting.ts';
import { atEnd } from './atEnd.ts';
import { fakeClock } from './clock.ts';
import { freshDatabase } from './database.ts';
import { inMemory, nowhere } from './files.ts';
import { type Phone, phoneOn } from './phone.ts';
import type { Pooler } from './pooler.ts';
import { seededRandom } from './random.ts';

export type World = Awaited<ReturnType<typeof newWorld>>;

const accounts = [
  { channel: 'telegram', account: '7000001' },
  { channel: 'sms', account: '+15005550006' },
  { channel: 'whatsapp', account: '100000000000001' },
  { channel: 'web', account: 'web' },
  { channel: 'email', account: 'class@homeroom.example' },
  { channel: 'whatsapp-web', account: '+15005550008' },
];

const places: Partial<Record<ChannelName, string>> = {
  telegram: 'https://t.me/homeroom_bot',
  whatsapp: 'https://wa.me/15005550007',
  'whatsapp-web': 'https://wa.me/15005550008',
  sms: '+15005550006',
  email: 'homeroom.example',
  web: 'https://class.example/chat',
};

/** A mail to our main address whose domain vouches for it. */
const provenMail: Mail = { target: { kind: 'main' }, subject: null, isAligned: true, attachments: [] };

/**
 * The product without its edges: real Postgres, real engine and delivery, a clock that the test moves, and phones that
 * note what reaches them. What crosses the network is tried with the Lab's emulators elsewhere.
 */
export async function newWorld(
  options: {
    /** What is counted of what is said: nothing, unless a number of it is set. */
    limits?: Partial<Record<keyof SaidLimits, Limit>>;
    channels?: ChannelName[];
    readsGroups?: boolean;
    smsCountries?: string[];
    smsCodesPerHour?: number;
    moreFlows?: Flow[];
    log?: Log;
    observer?: Observer;
    pooler?: Pooler;
  } = {},
) {
  const database = await freshDatabase(options.pooler);
  const sql = connectEngine(database.engineUrl, {
    max: 6,
    prepare: database.prepare,
    applicationName: 'test',
  });
  /** What the API reads by. */
  const app = connectEngine(database.appUrl, {
    max: 3,
    prepare: database.prepare,
    applicationName: 'test app',
  });
  const clock = fakeClock();
  const random = seededRandom();
  const newId = idMaker(clock, random);
  const secrets = keyring({ secretKey: Buffer.alloc(32, 7), random });
  const vault = await openVault(sql, { keyring: secrets, random, now: clock.now() });
  const on = options.channels ?? ['telegram', 'sms'];
  const ours = accounts.filter(({ channel }) => on.includes(channel as ChannelName));
  const phones = new Map<string, Phone>();
  const receipts: Receipt[] = [];
  const onArrived = (receipt: Receipt) => receipts.push(receipt);
  const channels = new Map(
    ours.map(({ channel, account }) => [
      channel,
      phoneOn(channel as ChannelName, account, { phones, onArrived }),
    ]),
  );
  const countSegments = segmentCounter(channels.get('sms'), nowhere);
  const watching = options.observer ? { observer: options.observer } : {};
  const sender = new Sender({
    sql,
    clock,
    random,
    newId,
    vault,
    log: options.log ?? silent,
    channels,
    slots: 32,
    countSegments,
    ...watching,
    repeats: noLimits,
    pace: noPace,
    files: nowhere,
  });
  const settings = {
    accounts: ours,
    place: (channel: string) =>
      on.includes(channel as ChannelName) ? (places[channel as ChannelName] ?? null) : null,
    readsGroups: () => options.readsGroups ?? null,
    signInUrl: 'https://class.example/admin/sign-in',
    smsCountries: options.smsCountries ?? null,
    smsCodesPerHour: options.smsCodesPerHour ?? 20,
    answersCarrierWords: false,
  };
  const deps = {
    sql,
    clock,
    random,
    newId,
    vault,
    settings,
    log: options.log ?? silent,
    ...watching,
    flows: flowBook([...flows, ...(options.moreFlows ?? [])]),
    limits: options.limits ? saidLimits({ redis: null, clock }, options.limits) : null,
    countSegments,
    /** What was done is sealed in no test but those about it. */
    audit: { keys: [], heads: { append: async () => undefined, read: async () => [] } },
  };
  /** The queues into which commits put something, since somebody took them out. */
  const queues: Queue[] = [];
  const noteQueues = (those: Queue[]) => void queues.push(...those);
  let engine = new ConversationEngine(deps, noteQueues);
  atEnd(() => Promise.all([sql.end({ timeout: 5 }), app.end({ timeout: 5 })]));
  let events = 0;
  const kept = inMemory();
  const dropping = {
    async these(files: { id: string; storageKey: string | null }[]) {
      for (const { id, storageKey } of files) {
        kept.files.delete(storageKey ?? '');
        await sql`delete from media where id = ${id}`;
      }
    },
  };

  /** Lets everything come to rest: words between conversations, planning, sending, receipts, progress. */
  async function settle(): Promise<void> {
    let moved = true;
    while (moved) {
      moved = false;
      while ((await engine.handleDue()) > 0) moved = true;
      await fetchFiles();
      while (await forgetDue({ ...deps, sweep: dropping })) moved = true;
      while (await exportDue({ ...deps, store: kept, linkTo: nowhere.linkTo, sweep: dropping })) moved = true;
      while (await planChunk({ sql, clock, newId, accounts: ours, countSegments })) moved = true;
      while (await makeDigests({ sql, clock, newId, accounts: ours, countSegments })) moved = true;
      await sender.drain();
      const parsed = receipts.splice(0).map((receipt) => ({ kind: 'receipt' as const, receipt }));
      await engine.receive(parsed, { correlationId: 'receipts' });
      if (await reportProgress({ sql, clock, newId, channels })) moved = true;
    }
  }

  /** Stands for the pipeline of media/, which is tried elsewhere: programs are refused, all else is what it says. */
  const fetchFiles = () => sql`
    update media set sealed_file_id = null,
      status = case when name like '%.exe' then 'refused' else 'ready' end,
      reason = case when name like '%.exe' then 'program' end,
      mime = 'image/jpeg', name = coalesce(name, kind || '.jpg'), bytes = 3, sha256 = '\\x00', storage_key = 'k'
    where status = 'fetching'`;

  /** What somebody says, as their channel's parser would hand it over. */
  function inboundOf(
    phone: Phone,
    said: Said,
    externalId: string,
    { mail = {}, group }: { mail?: Partial<Mail>; group?: { id: string } | undefined } = {},
  ): Parsed {
    const { account } = accounts.find(({ channel }) => channel === phone.channel)!;
    return {
      kind: 'inbound',
      inbound: {
        channel: phone.channel,
        account,
        externalId,
        from: phone.identifier,
        phone: phone.number,
        // Only Telegram numbers its events.
        sequence: phone.channel === 'telegram' ? Number(externalId) : null,
        said,
        language: phone.language,
        name: null,
        raw: { test: externalId },
        ...(group && { group, name: phone.name }),
        ...(phone.channel === 'email' && { mail: { ...provenMail, ...mail } }),
      },
    };
  }

  /** Somebody says something; resolves when all that follows has happened. */
  async function hear(
    phone: Phone,
    said: Said,
    mail: Partial<Mail> = {},
    group?: { id: string },
  ): Promise<void> {
    const externalId = String(++events);
    await engine.receive([inboundOf(phone, said, externalId, { mail, group })], {
      correlationId: `test-${externalId}`,
    });
    await settle();
  }

  /** How the address behind a phone is looked up. */
  function hashOf({ channel, identifier }: Phone): string {
    const { account } = accounts.find((one) => one.channel === channel)!;
    return vault.hashIdentifier(channel, account, identifier);
  }

  /** Another process takes over: nothing is known to it but what was stored. */
  function restart(): void {
    const flowsAnew = flowBook([...flows, ...(options.moreFlows ?? [])]);
    engine = new ConversationEngine({ ...deps, flows: flowsAnew }, noteQueues);
  }

  /** The code with which the first organizer founds a community. */
  async function foundingCode(): Promise<string> {
    const code = 'F00N-D1NG';
    await createInvite(sql, {
      id: newId(),
      communityId: null,
      code,
      createdById: null,
      maxUses: 1,
      expiresAt: null,
      now: clock.now(),
    });
    return code;
  }

  async function later(ms: number): Promise<void> {
    clock.advance(ms);
    await settle();
  }

  return {
    database,
    deps,
    sql,
    app,
    clock,
    newId,
    vault,
    get engine() {
      return engine;
    },
    restart,
    queues,
    sender,
    kept,
    channels,
    accounts: ours,
    countSegments,
    phones,
    inboundOf,
    hashOf,
    hear,
    settle,
    later,
    foundingCode,
  };
}
