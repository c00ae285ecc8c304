import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { apiRoutes } from './api.ts';
import type { Standing } from './classPhone.ts';
import { credentials, type Desk, type DeskOptions, onPhones, openDesk, ordinaryNumber } from './desk.ts';
import { guard } from './guard.ts';
import { Live } from './live.ts';
import { pageRoutes } from './page/routes.ts';
import { Player } from './story/player.ts';
import { viewsOf } from './views.ts';
import type { WhatsappWebEmulator } from './whatsapp-web/emulator.ts';

export interface LabOptions extends DeskOptions {
  /** Names besides localhost under which the Lab may be asked for. */
  hosts: string[];
  /** Whether real channels are served by the same server. */
  isBesideReal?: boolean;
  /** Lets everybody's time jump ahead; resolves when what was due has begun. */
  skip(ms: number): Promise<void>;
  /** The code that founds the first community; null once there is one. */
  foundingCode(): Promise<string | null>;
}

/** The emulated providers with the page of phones, and what the channels need to use them. */
export interface Lab {
  telegram: { token: string; username: string; apiRoot: string };
  twilio: { accountSid: string; authToken: string; phoneNumber: string; apiRoot: string };
  whatsapp: {
    phoneNumberId: string;
    businessAccountId: string;
    accessToken: string;
    verifyToken: string;
    appSecret: string;
    phoneNumber: string;
    apiRoot: string;
  };
  /** The page instead of the real one, and the panel on which the channel shows how it stands; null where not asked for. */
  whatsappWeb: { number: string; page: WhatsappWebEmulator['page']; show(standing: Standing): void } | null;
  /** Where mail goes out, and what Inbound Parse needs to post what comes in; `null` where mail is not served here. */
  email: { smtpUrl: string; from: string; inboundDomain: string; inboundSecret: string } | null;
  /** To be mounted at the root: everything is below `/lab`. */
  routes: Hono;
  /** Ends live pages and held requests, and keeps the phones. */
  stop(): Promise<void>;
}

/**
 * Puts the Lab together, as it was when it was last stopped.
 * @throws {Error} where what was kept cannot be read, or no port can be had for mail
 */
export async function startLab(options: LabOptions): Promise<Lab> {
  const { clock, url, channels, hosts, skip } = options;
  const desk = openDesk(options);
  const smtpUrl = channels.includes('email') ? await desk.email.listen() : null;
  const foundingCode = untilFounded(options.foundingCode);
  const player: Player = new Player({
    clock,
    onProgress: (progress) => live.tell({ event: 'story', data: progress }),
    onChange: (listener) => whileWaiting(desk, listener),
  });
  const views = viewsOf({ ...desk, clock, player, foundingCode });
  const live = new Live({ clock, phone: views.phone, lab: views.lab });
  tellPages(desk, live);

  const { token, username } = credentials;
  const api = apiRoutes({ ...desk, clock, live, player, state: views.all, skip, foundingCode });
  const limit = bodyLimit({ maxSize: uploadLimit });
  return {
    telegram: { token, username, apiRoot: `${url}/lab/telegram` },
    twilio: { ...desk.account, apiRoot: `${url}/lab/twilio` },
    whatsapp: { ...desk.whatsappAccount, apiRoot: `${url}/lab/whatsapp` },
    whatsappWeb: whatsappWebOf(desk),
    email: smtpUrl === null ? null : { ...desk.emailAccount, smtpUrl },
    routes: new Hono()
      // The address that is printed first: without this it answers a bare 404.
      .get('/', (c) => c.redirect('/lab'))
      .use('/lab/*', guard(hosts, { isBesideReal: options.isBesideReal ?? false }))
      .get('/lab/', (c) => c.redirect('/lab'))
      .use('/lab/telegram/*', limit)
      .use('/lab/twilio/*', limit)
      .use('/lab/whatsapp/*', limit)
      .route('/lab/telegram', desk.telegram.routes)
      .route('/lab/twilio', desk.twilio.routes)
      .route('/lab/whatsapp', desk.whatsapp.routes)
      .route('/lab/api', api)
      .route('/lab', pageRoutes({ channels })),
    async stop() {
      player.stop();
      live.stop();
      desk.telegram.stop();
      await Promise.race([
        Promise.all([desk.twilio.idle(), desk.whatsapp.idle(), desk.email.idle()]),
        new Promise<void>((end) => clock.after(lastWordsMs, end)),
      ]);
      desk.twilio.stop();
      desk.whatsapp.stop();
      desk.whatsappWeb?.stop();
      desk.web.stop();
      await desk.email.stop();
      await desk.keep.stop();
    },
  };
}

function whatsappWebOf({ whatsappWeb, classPhone }: Desk): Lab['whatsappWeb'] {
  if (!whatsappWeb || !classPhone) return null;
  const show = (standing: Standing) => classPhone.show(standing);
  return { number: ordinaryNumber, page: whatsappWeb.page, show };
}

/** The largest upload a bot may make is 50 MB (https://core.telegram.org/bots/api#sending-files). */
const uploadLimit = 51 * 1024 * 1024;

/** What people have just texted is handed in before the end. */
const lastWordsMs = 2_000;

/** Lets every open page see what happens on the phones; also the commands that the bot offers. */
function tellPages(desk: Desk, live: Live): void {
  const { telegram, cast } = desk;
  onPhones(desk, (member) => {
    if (member) live.phoneChanged(member.id);
    live.labChanged();
  });
  desk.classPhone?.onChange(() => live.labChanged());
  telegram.onCall(({ method }) => {
    if (method !== 'setMyCommands') return;
    for (const { id } of cast.members) live.phoneChanged(id);
  });
}

function whileWaiting(
  { telegram, twilio, whatsapp, whatsappWeb, classPhone, email, web }: Desk,
  listener: () => void,
): () => void {
  const phones = [telegram.phones, twilio.phones, whatsapp.phones, whatsappWeb?.phones];
  const worlds = [...phones, email.mailboxes, web, classPhone].filter((world) => world != null);
  const ends = worlds.map((world) => world.onChange(listener));
  return () => {
    for (const end of ends) end();
  };
}

/** Asks until there is a class, as there is one for ever then; while the database is away the last answer stands. */
function untilFounded(ask: () => Promise<string | null>): () => Promise<string | null> {
  let code: string | null = null;
  let isFounded = false;
  return async () => {
    if (isFounded) return null;
    const asked = await ask().catch(() => undefined);
    if (asked === undefined) return code;
    isFounded = asked === null;
    code = asked;
    return code;
  };
}
