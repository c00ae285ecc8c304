import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { apiRoutes } from './api.ts';
import { Cast, type ChannelName, type Classmate } from './cast.ts';
import { guard } from './guard.ts';
import { Keep } from './keep.ts';
import { activeKnobs } from './knobs.ts';
import { Live } from './live.ts';
import { pageRoutes } from './page/routes.ts';
import { latestInvite } from './phones/invite.ts';
import { smsView } from './phones/smsPhone.ts';
import { telegramView } from './phones/telegramPhone.ts';
import type { PhoneView } from './phones/view.ts';
import { Player } from './story/player.ts';
import { telegramEmulator } from './telegram/emulator.ts';
import { twilioEmulator } from './twilio/emulator.ts';
import type { Clock, Random } from './twilio/world.ts';

export interface LabOptions {
  clock: Clock;
  random: Random;
  /** Where the server listens, known by now: `http://localhost:3000`. Providers' webhooks go there. */
  url: string;
  /** Which of the two are served here; a channel with credentials of its own is not. */
  channels: ChannelName[];
  /** Names besides localhost under which the Lab may be asked for. */
  hosts: string[];
  /** Where the phones are kept over a restart. */
  stateFile: string;
  /** Lets everybody's time jump ahead; resolves when what was due has begun. */
  skip(ms: number): Promise<void>;
  /** The code that founds the first community; null once there is one. */
  foundingCode(): Promise<string | null>;
  onProblem(error: unknown): void;
}

/** The emulated providers with the page of phones, and what the channels need to use them. */
export interface Lab {
  telegram: { token: string; username: string; apiRoot: string };
  twilio: { accountSid: string; authToken: string; phoneNumber: string; apiRoot: string };
  /** To be mounted at the root: everything is below `/lab`. */
  routes: Hono;
  /** Ends live pages and held requests, and keeps the phones. */
  stop(): Promise<void>;
}

/** Fixed, and secret from nobody: they open nothing but this emulator, which listens to this machine only. */
const credentials = {
  token: '7000001:AAE-this-bot-lives-in-the-lab-only-000',
  username: 'homeroom_bot',
  accountSid: 'AC00000000000000000000000000001ab0',
  authToken: 'this-account-lives-in-the-lab-only',
  phoneNumber: '+15005550006',
};

interface Kept {
  version: 1;
  cast: Classmate[];
  telegram: ReturnType<ReturnType<typeof telegramEmulator>['snapshot']>;
  twilio: ReturnType<ReturnType<typeof twilioEmulator>['snapshot']>;
}

/** Sets the phones out, as they lay when the Lab was last stopped. */
export function startLab(options: LabOptions): Lab {
  const { clock, random, url, channels } = options;
  const { token, username, ...account } = credentials;
  const telegram = telegramEmulator({ clock, random, bots: [{ token, username, name: 'Homeroom' }] });
  const webhookUrl = `${url}/webhooks/twilio/incoming-sms`;
  const twilio = twilioEmulator({ clock, random, ...account, webhookUrl });
  const providers = { telegram, twilio };
  const cast = new Cast(telegram, channels);
  const keep = new Keep<Kept>(options.stateFile, {
    clock,
    onProblem: options.onProblem,
    value: () => ({
      version: 1,
      cast: cast.members,
      telegram: telegram.snapshot(),
      twilio: twilio.snapshot(),
    }),
  });
  const kept = keep.load();
  if (kept) {
    cast.members = kept.cast;
    telegram.restore(kept.telegram);
    twilio.restore(kept.twilio);
  }
  cast.gather();

  const phone = (member: Classmate): PhoneView =>
    member.channel === 'telegram' ? telegramView(telegram, member) : smsView(twilio, member);
  const foundingCode = untilFounded(options.foundingCode);
  const lab = async () => ({
    now: clock.now(),
    bot: username,
    number: account.phoneNumber,
    invite: latestInvite(providers, cast.members),
    foundingCode: await foundingCode(),
    faults: activeKnobs(providers),
  });
  const live = new Live({ clock, lab, phone: (id) => phone(cast.find(id)!) });
  const player = new Player({
    clock,
    onProgress: (progress) => live.tell({ event: 'story', data: progress }),
    onChange(listener) {
      const ends = [telegram.phones.onChange(listener), twilio.phones.onChange(listener)];
      return () => ends.forEach((end) => void end());
    },
  });
  const state = async () => ({
    phones: cast.members.map(phone),
    lab: await lab(),
    story: player.progress,
  });

  function phoneChanged(member: Classmate | undefined) {
    keep.touch();
    if (member) live.phoneChanged(member.id);
    live.labChanged();
  }
  cast.onAdded(phoneChanged);
  telegram.phones.onChange(({ chatId }) => phoneChanged(chatId ? cast.onTelegram(chatId) : undefined));
  telegram.onCall(({ method }) => {
    if (method === 'setMyCommands')
      clock.after(0, () => cast.members.forEach((one) => void phoneChanged(one)));
  });
  twilio.phones.onChange(({ phone: number }) =>
    phoneChanged(number ? cast.reachedByText(number) : undefined),
  );

  const parts = { ...providers, clock, cast, live, player, state, foundingCode };
  const routes = new Hono()
    .use('/lab/*', guard(options.hosts))
    .use('/lab/telegram/*', bodyLimit({ maxSize: uploadLimit }))
    .use('/lab/twilio/*', bodyLimit({ maxSize: uploadLimit }))
    .route('/lab/telegram', telegram.routes)
    .route('/lab/twilio', twilio.routes)
    .route('/lab/api', apiRoutes({ ...parts, skip: options.skip }))
    .route('/lab', pageRoutes({ channels }));

  return {
    telegram: { token, username, apiRoot: `${url}/lab/telegram` },
    twilio: { ...account, apiRoot: `${url}/lab/twilio` },
    routes,
    async stop() {
      player.stop();
      live.stop();
      telegram.stop();
      await Promise.race([twilio.idle(), new Promise<void>((resolve) => clock.after(lastWordsMs, resolve))]);
      twilio.stop();
      await keep.stop();
    },
  };
}

/** What people have just texted is handed in before the end. */
const lastWordsMs = 2_000;

/** The largest upload a bot may make is 50 MB (https://core.telegram.org/bots/api#sending-files). */
const uploadLimit = 51 * 1024 * 1024;

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
