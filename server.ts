import { openAdmin } from './admin.ts';
import { openApi } from './api.ts';
import { headsIn } from './audit/heads.ts';
import type { Config } from './config.ts';
import { openConversations } from './conversations.ts';
import { isLostWrite } from './db/client.ts';
import type { Embedded } from './db/embedded.ts';
import { segmentCounter } from './delivery/smsCost.ts';
import type { Receive } from './domain/channel.ts';
import { type Clock, type Random, sleep } from './domain/clock.ts';
import type { Log } from './domain/log.ts';
import { startLoop } from './domain/loop.ts';
import { observedLog } from './domain/observedLog.ts';
import type { Place } from './domain/waysIn.ts';
import { bindDoor } from './door.ts';
import { openFoundation } from './foundation.ts';
import { foundingCode } from './founding.ts';
import { gaugeSources } from './gaugeSources.ts';
import { greeting } from './greeting.ts';
import { openKeptFiles } from './keptFiles.ts';
import { apiLimits, limitsFor, limitsSet } from './limits.ts';
import { openLab } from './openLab.ts';
import { paceOf } from './pace.ts';
import { placesOf } from './places.ts';
import { type Ports, realPorts, type Upgrade } from './ports.ts';
import { checkRole, dutiesOf, type Role } from './role.ts';
import { openRoutes } from './routes.ts';
import { startSending } from './sending.ts';
import { realClock, realRandom } from './system.ts';
import { openTelemetry } from './telemetry.ts';
import { openWays } from './ways.ts';
import { webStore } from './webStore.ts';
import { startWork } from './work.ts';
import { workingsOf } from './workings.ts';

export interface ServerDeps {
  config: Config;
  /** What this process does; everything unless set. */
  role?: Role;
  clock: Clock;
  random: Random;
  log: Log;
  /** The real ones, unless a simulation stands in them. */
  ports?: Ports;
  /** The embedded database, where it was begun before all else was loaded. */
  embedded?: Promise<Embedded> | undefined;
}

export interface Server {
  url: string;
  /** The link or code for the first organizer; null once there is a community. */
  foundingCode: string | null;
  /** Everything that can be asked of it over HTTP. */
  routes: { method: string; path: string }[];
  /** Where people write to us on a channel. */
  place: Place;
  /** Replaces all connections to the database. */
  renewConnections(): void;
  stop(): Promise<void>;
}

/** How long a start waits for the channels; they go on starting afterwards. */
const patienceMs = 5_000;

/** Starts everything, in the order in which one part needs another; `stop` takes it down the other way round. */
export async function start({
  ports = realPorts,
  role = 'all',
  config,
  ...deps
}: ServerDeps): Promise<Server> {
  checkRole(role, config);
  const duties = dutiesOf(role);
  const telemetry = await openTelemetry(config, role);
  const { observer } = telemetry;
  const watched = { observer, log: observedLog(deps.log, observer) };
  const foundation = await openFoundation({ ...deps, ...watched, ports, config });
  const { sql, clock, realTime, log, dataDir, keys, spool } = foundation;
  const door = await bindDoor(ports, config).catch(async (error: unknown) => {
    // Else the embedded database would run on without us.
    await foundation.stop();
    throw error;
  });
  const ownUrl = `http://localhost:${door.port}`;
  const url = config.publicUrl ?? ownUrl;
  const code = () => foundingCode(sql, foundation);
  const providers = await openLab({ ...foundation, config, url: ownUrl, dataDir, foundingCode: code });
  const { lab } = providers;
  const files = await openKeptFiles(foundation, { media: config.media, url });
  const receive: Receive = (parsed, raw) => engine.receive(parsed, raw);
  const channels = openWays(foundation, { config, providers, files, receive, duties, url, ownUrl });
  const countSegments = segmentCounter(channels.byName.get('sms'), files.outgoing);
  const handover = () => sender.handover();
  const engine = openConversations(foundation, {
    ...{ ...config, ...providers, channels, countSegments, handover },
    signInUrl: `${url}/admin/sign-in`,
  });
  const pace = paceOf(foundation);
  const sender = startSending(foundation, { channels, files, countSegments, duties, pace });
  const broken = () => sender.gates.broken();
  const work = duties.works
    ? startWork(foundation, { ...config, channels, files, countSegments, broken })
    : null;
  // A channel that cannot be reached is paused, whatever it was before.
  const paused = () => Object.fromEntries(broken().map(({ channel }) => [channel, 'paused' as const]));
  const channelStates = () => ({ ...channels.states(), ...paused() });
  const replaying = startLoop('spool', { clock, log, everyMs: 5_000 }, async () => {
    if (duties.answers && !spool.isEmpty) await channels.replaySpool();
    return false;
  });
  const { act } = engine;
  const api = openApi({
    ...{ ...foundation, url, act, receive, store: webStore(foundation) },
    limits: apiLimits(foundation, limitsSet(config)),
    placeOf: placesOf({ ...config, secret: keys.rolePassword('places') }),
  });
  const ways = { channels: channels.accounts.map(({ channel }) => channel), place: channels.place };
  const admin = openAdmin({
    ...{ ...foundation, url, act, ways, signedIn: api.signedIn, heads: headsIn(dataDir) },
    limits: { pages: limitsFor('pages', foundation) },
    workings: workingsOf({ channels, sender, pace, duties }),
  });
  const pages = { api: api.routes, admin: admin.routes, metrics: telemetry.routes };
  const routes = openRoutes(foundation, {
    ...{ ...pages, channels, channelStates, files, lab, duties },
    isSecure: url.startsWith('https://'),
  });
  telemetry.watch(gaugeSources(foundation, { config, sender }));
  // Browsers name the page they come from, and cannot but do so; programs have none.
  const upgrade: Upgrade = (request, ...rest) =>
    (request.headers.origin === undefined ? api.live.upgrade : channels.upgrade)(request, ...rest);
  door.open(routes, duties.answers ? upgrade : null);
  if (duties.answers) api.live.start();
  const firstCode = await code();
  engine.start();
  const starting = channels.start();
  // The link for the first organizer needs the bot's name; while Telegram cannot be reached there is none to show.
  await Promise.race([starting, sleep(realTime, patienceMs)]);

  return {
    url,
    foundingCode: firstCode,
    routes: routes.routes.map(({ method, path }) => ({ method, path })),
    place: channels.place,
    renewConnections: foundation.renewConnections,
    async stop() {
      const closing = door.close();
      await Promise.all([channels.stop(), api.live.stop()]);
      // It holds requests open, which the server would wait for.
      await lab?.stop();
      await admin.stop();
      await closing;
      await starting;
      await Promise.all([engine.stop(), replaying.stop(), work?.stop()]);
      await sender.stop();
      await foundation.stop();
      await telemetry.stop();
    },
  };
}

/** Starts it as a program of its own, until it is told to stop. */
export async function run(
  deps: Pick<ServerDeps, 'config' | 'log' | 'embedded'> & {
    role: Role;
    /** What reports errors is given time to send them. */
    flush?: (() => Promise<void>) | undefined;
  },
): Promise<void> {
  const { config, role, log, flush = async () => undefined } = deps;
  const starting = start({ ...deps, clock: realClock(), random: realRandom() });
  // Who ends a start half-way waits for it, or an embedded database would run on; a second signal ends it at once.
  const stop = () => {
    log.info({}, 'stopping');
    starting
      .then((server) => server.stop())
      .finally(flush)
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const server = await starting;
  log.info({ url: server.url, role }, 'Homeroom is up');
  process.stderr.write(greeting(config, server, role));
  process.on('uncaughtException', (error) => {
    if (isLostWrite(error)) {
      log.warn({ err: error }, 'a connection to the database was cut while something was being written');
      return server.renewConnections();
    }
    log.error({ err: error }, 'something broke that nobody caught');
    void flush().finally(() => process.exit(1));
  });
}
