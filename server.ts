import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { localBroadcast, redisBroadcast } from './broadcast.ts';
import { type Channels, openChannels } from './channels.ts';
import { type Config, readConfig } from './config.ts';
import { openDatabase } from './database.ts';
import { isLostWrite } from './db/client.ts';
import type { StoredFile } from './db/media.ts';
import { Spool } from './db/spool.ts';
import { startPlanning } from './delivery/loop.ts';
import { Sender } from './delivery/sender.ts';
import { segmentCounter } from './delivery/smsCost.ts';
import { type Clock, type Random, sleep } from './domain/clock.ts';
import { idMaker } from './domain/id.ts';
import { noLimits } from './domain/limits.ts';
import type { Log } from './domain/log.ts';
import { startLoop } from './domain/loop.ts';
import { readPhone } from './domain/phone.ts';
import type { Place } from './domain/waysIn.ts';
import { flowBook } from './flows/engine/book.ts';
import { ConversationEngine } from './flows/engine/engine.ts';
import { menu } from './flows/menu.ts';
import { flows } from './flows/registry.ts';
import { foundingCode } from './founding.ts';
import { greeting } from './greeting.ts';
import { type HealthDeps, healthRoutes } from './http/health.ts';
import { mediaRoutes } from './http/media.ts';
import { unsubscribeRoutes } from './http/unsubscribe.ts';
import { startJobs } from './jobs.ts';
import { repeatLimits, saidLimits, sessionLimits, uploadLimits } from './limits.ts';
import { makeLog } from './log.ts';
import { arrivedFiles } from './media/arrived.ts';
import { refusing } from './media/download.ts';
import { startFetching } from './media/fetcher.ts';
import { mediaLinks } from './media/links.ts';
import { carriedFile } from './media/outbound.ts';
import { makePublicFetch } from './media/publicFetch.ts';
import { openStore } from './media/store.ts';
import { sweeping } from './media/sweep.ts';
import { openLab } from './openLab.ts';
import { paceOf } from './pace.ts';
import { type Answer, type Ports, realPorts, type Upgrade } from './ports.ts';
import { secretsOf } from './secrets.ts';
import { sessionLease } from './sessionLease.ts';
import { skippableClock } from './skippableClock.ts';
import { realClock, realRandom } from './system.ts';
import { webFiles } from './webFiles.ts';
import { webStore } from './webStore.ts';

export interface ServerDeps {
  config: Config;
  clock: Clock;
  random: Random;
  log: Log;
  /** The real ones, unless a simulation stands in them. */
  ports?: Ports;
}

export interface Server {
  url: string;
  /** The link or code for the first organizer; null once there is a community. */
  foundingCode: string | null;
  /** Where people write to us on a channel. */
  place: Place;
  /** Replaces all connections to the database. */
  renewConnections(): void;
  stop(): Promise<void>;
}

/** Lanes in flight at a time. */
const slots = 64;
/** How long a start waits for the channels; they go on starting afterwards. */
const patienceMs = 5_000;

/** Starts everything, in the order in which one part needs another; `stop` takes it down the other way round. */
export async function start(deps: ServerDeps): Promise<Server> {
  const { config: given, clock: realTime, random, log, ports = realPorts } = deps;
  // One clock for everything: where there is a Lab, somebody may want to see what tomorrow brings.
  const clock = skippableClock(realTime);
  const newId = idMaker(clock, random);
  const database = await openDatabase(given, { clock, realTime, random, log, ports });
  const { engine: sql, vault, keys, dataDir } = database;
  const redis = given.redisUrl ? ports.openRedis(given.redisUrl) : null;
  redis?.on('error', (error) => log.warn({ err: error }, 'Redis is away; going on without'));
  const broadcast = redis ? redisBroadcast(redis, { own: newId(), log }) : localBroadcast(log);
  const spool = await Spool.open({ folder: path.join(dataDir, 'spool'), vault, newId, log });

  let app = new Hono().all('*', (c) => c.text('Starting', 503));
  // Bound before anything else is told of the port: with 0 the system chooses one.
  const answer: Answer = (request, env) => app.fetch(request, env);
  let upgrade: Upgrade = (_request, socket) => void socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
  const upgraded: Upgrade = (...asked) => upgrade(...asked);
  const http = await ports.listen(given, answer, upgraded).catch(async (error: unknown) => {
    // Else the embedded database would run on without us.
    await broadcast.stop();
    redis?.disconnect();
    await database.stop();
    throw error;
  });
  const ownUrl = `http://localhost:${http.port}`;
  const url = given.publicUrl ?? ownUrl;
  const code = () => foundingCode(sql, { clock, random, newId });
  const { lab, ...providers } = await openLab({
    config: given,
    url: ownUrl,
    clock,
    random,
    sql,
    dataDir,
    foundingCode: code,
    log,
  });
  const config = { ...given, ...providers };

  const store = await openStore(given.media.url ?? `file:${path.resolve(dataDir, 'media')}`, {
    seal: vault,
    newId,
    bucket: given.media,
  });
  const arrived = arrivedFiles(store, newId);
  const links = mediaLinks(url, keys.signer('media'));
  const channels = openChannels({
    arrived,
    fetchPublic: refusing(makePublicFetch({ clock })),
    ...providers,
    urls: {
      telegram: given.telegram ? url : ownUrl,
      twilio: given.twilio ? url : ownUrl,
      whatsapp: given.whatsapp ? url : ownUrl,
      email: given.email ? url : ownUrl,
      web: url,
    },
    web: {
      store: webStore({ sql, vault, clock, random, newId, broadcast }),
      broadcast,
      limits: sessionLimits(redis),
      uploadLimits: uploadLimits(redis),
      files: webFiles({ sql, clock, arrived, links }),
      uploadSigner: keys.signer('web upload'),
    },
    sessionLease: sessionLease({ sql, clock: realTime, newId, log }),
    keys,
    spool,
    receive: (parsed, raw) => engine.receive(parsed, raw),
    dataDir,
    random,
    clock,
    newId,
    log,
    fetch: ports.fetch,
    commands: menu(flows, config.email ? ['email'] : []),
  });
  const accounts = [...channels.byName.values()].map(({ name, account }) => ({ channel: name, account }));
  const files = {
    carried: (file: StoredFile & { id: string }) => carriedFile(file, store),
    linkTo: (id: string) => links.linkTo(id, clock.now()),
  };
  const countSegments = segmentCounter(channels.byName.get('sms'), files);
  const engine = new ConversationEngine(
    {
      sql,
      clock,
      random,
      newId,
      vault,
      log,
      settings: {
        accounts,
        place: channels.place,
        readsGroups: channels.readsGroups,
        smsCountries: countriesOf(config),
        smsCodesPerHour: config.sms.codesPerHour,
        answersCarrierWords: config.twilio?.answersKeywords === false,
      },
      flows: flowBook(flows),
      countSegments,
      limits: config.messagesPerMinute > 0 ? saidLimits(config.messagesPerMinute, redis) : noLimits,
    },
    () => {
      fetching.wake();
      planning.wake();
      sender.wake();
    },
  );
  const sender = new Sender({
    sql,
    clock,
    random,
    newId,
    vault,
    log,
    channels: channels.byName,
    slots,
    files,
    repeats: repeatLimits(redis),
    pace: paceOf({ redis, clock }),
  });
  const planning = startPlanning(
    { sql, clock, newId, accounts, countSegments, channels: channels.byName, log },
    sender.wake,
  );
  const fetching = startFetching(
    {
      ...{ sql, clock, random, log, store },
      sources: channels.sources,
      openFileId: (sealed) => vault.openJson(sealed) as string,
    },
    planning.wake,
  );
  const replaying = startLoop('spool', { clock, log, everyMs: 5_000 }, async () => {
    if (!spool.isEmpty) await channels.replaySpool();
    return false;
  });

  app = new Hono()
    .route(
      '/',
      healthRoutes({
        sql,
        clock,
        pingRedis: redis && (() => redis.ping()),
        channels: () => channelStates(channels, sender),
      }),
    )
    .route('/', channels.routes)
    .route('/', mediaRoutes({ sql, clock, readToken: links.read, read: store.read }))
    .route('/', unsubscribeRoutes({ sql, clock, newId, read: channels.unsubscribing }))
    .route('/', lab?.routes ?? new Hono())
    // Hono would write the whole error to the terminal, with whatever is in it.
    .onError((error, c) => {
      if (error instanceof HTTPException) return error.getResponse();
      log.warn({ err: error, path: c.req.path }, 'a request failed');
      return c.text('Internal Server Error', 500);
    });
  upgrade = channels.upgrade;
  const firstCode = await code();
  engine.start();
  sender.start();
  const openFileId = (sealed: Buffer) => vault.openJson(sealed) as string;
  const sweep = sweeping({ sql, store, arrived, openFileId, log });
  const stopJobs = startJobs({
    ...{ sql, clock, random, newId, log, accounts, countSegments, sweep },
    broken: () => sender.gates.broken(),
    everyMinute: ports.everyMinute,
    onDeliveries: sender.wake,
  });
  const starting = channels.start();
  // The link for the first organizer needs the bot's name; while Telegram cannot be reached there is none to show.
  await Promise.race([starting, sleep(realTime, patienceMs)]);

  return {
    url,
    foundingCode: firstCode,
    place: channels.place,
    renewConnections: database.renew,
    async stop() {
      const closing = http.close();
      await channels.stop();
      // It holds requests open, which the server would wait for.
      await lab?.stop();
      await closing;
      await starting;
      await Promise.all([engine.stop(), planning.stop(), fetching.stop(), replaying.stop(), stopJobs()]);
      await sender.stop();
      await broadcast.stop();
      redis?.disconnect();
      await database.stop();
    },
  };
}

/** A channel that cannot be reached is paused, whatever it was before. */
function channelStates({ states }: Channels, { gates }: Sender): ReturnType<HealthDeps['channels']> {
  const paused = gates.broken().map(({ channel }) => [channel, 'paused'] as const);
  return { ...states(), ...Object.fromEntries(paused) };
}

function countriesOf({ sms, twilio }: Config): string[] | null {
  if (sms.allowedCountries === 'all') return null;
  if (sms.allowedCountries !== 'home') return sms.allowedCountries;
  const home = twilio && readPhone(twilio.phoneNumber)?.country;
  // A number of ours that tells no country opens no other one: whoever wants that says so.
  return home ? [home] : [];
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = makeLog({ level: config.logLevel, secrets: secretsOf(config) });
  const server = await start({ config, clock: realClock(), random: realRandom(), log });
  log.info({ url: server.url }, 'Homeroom is up');
  process.stderr.write(greeting(config, server));
  const stop = () => {
    log.info({}, 'stopping');
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('uncaughtException', (error) => {
    if (isLostWrite(error)) {
      log.warn({ err: error }, 'a connection to the database was cut while something was being written');
      return server.renewConnections();
    }
    log.error({ err: error }, 'something broke that nobody caught');
    process.exit(1);
  });
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
}
