import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { telegramEmulator } from '../../lab/telegram/emulator.ts';
import { twilioEmulator } from '../../lab/twilio/emulator.ts';
import { realClock } from '../../system.ts';
import { checkCall } from '../lab/telegram/apiSpec.ts';
import { seededRandom } from './random.ts';

const token = '7000001:AAE-emulated-by-the-lab-for-tests';
const accountSid = `AC${'0'.repeat(32)}`;
const authToken = 'emulated-auth-token';
const phoneNumber = '+15005550006';

/** Telegram and Twilio, emulated, on a port of their own; what a server needs to know of them is `environment`. */
export async function startProviders(webhookRoot: string) {
  const clock = realClock();
  const telegram = telegramEmulator({
    clock,
    random: seededRandom(11),
    bots: [{ token, username: 'homeroom_bot', name: 'Homeroom' }],
  });
  const twilio = twilioEmulator({
    clock,
    random: seededRandom(12),
    accountSid,
    authToken,
    phoneNumber,
    webhookUrl: `${webhookRoot}/webhooks/twilio/incoming-sms`,
  });
  const app = new Hono().route('/telegram', telegram.routes).route('/twilio', twilio.routes);
  const { server, port } = await listen(app);
  return {
    telegram,
    twilio,
    environment: {
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_API_ROOT: `http://127.0.0.1:${port}/telegram`,
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_PHONE_NUMBER: phoneNumber,
      TWILIO_API_ROOT: `http://127.0.0.1:${port}/twilio`,
    },
    /** @throws when a call that the server made does not fit the published Bot API */
    async stop() {
      const complaints = telegram.calls.flatMap(({ method, params, files }) =>
        checkCall(method, params, files),
      );
      telegram.stop();
      twilio.stop();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      if (complaints.length > 0) throw new Error([...new Set(complaints)].join('\n'));
    },
  };
}

function listen(app: Hono): Promise<{ server: ServerType; port: number }> {
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) =>
      resolve({ server, port: info.port }),
    );
  });
}

export type Providers = Awaited<ReturnType<typeof startProviders>>;
