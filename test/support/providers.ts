import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { telegramEmulator } from '../../lab/telegram/emulator.ts';
import { twilioEmulator } from '../../lab/twilio/emulator.ts';
import { whatsappEmulator } from '../../lab/whatsapp/emulator.ts';
import { realClock } from '../../system.ts';
import { checkCall } from '../lab/telegram/apiSpec.ts';
import { seededRandom } from './random.ts';

const token = '7000001:AAE-emulated-by-the-lab-for-tests';
const accountSid = `AC${'0'.repeat(32)}`;
const authToken = 'emulated-auth-token';
const phoneNumber = '+15005550006';
const business = {
  phoneNumberId: '100000000000001',
  businessAccountId: '200000000000002',
  accessToken: 'EAA-emulated-for-tests',
  appSecret: 'emulated-app-secret',
  verifyToken: 'emulated-verify-token',
  phoneNumber: '+15005550007',
  name: 'Homeroom',
};

/** Telegram, Twilio and WhatsApp, emulated, on a port of their own; what a server needs to know of them is `environment`. */
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
  const whatsapp = whatsappEmulator({
    clock,
    random: seededRandom(13),
    ...business,
    webhookUrl: `${webhookRoot}/webhooks/whatsapp`,
  });
  const app = new Hono()
    .route('/telegram', telegram.routes)
    .route('/twilio', twilio.routes)
    .route('/whatsapp', whatsapp.routes);
  const { server, port } = await listen(app);
  return {
    telegram,
    twilio,
    whatsapp,
    environment: {
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_API_ROOT: `http://127.0.0.1:${port}/telegram`,
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_PHONE_NUMBER: phoneNumber,
      TWILIO_API_ROOT: `http://127.0.0.1:${port}/twilio`,
      WHATSAPP_PHONE_NUMBER_ID: business.phoneNumberId,
      WHATSAPP_BUSINESS_ACCOUNT_ID: business.businessAccountId,
      WHATSAPP_ACCESS_TOKEN: business.accessToken,
      WHATSAPP_APP_SECRET: business.appSecret,
      WHATSAPP_VERIFY_TOKEN: business.verifyToken,
      WHATSAPP_API_ROOT: `http://127.0.0.1:${port}/whatsapp`,
    },
    /** @throws when a call that the server made does not fit the published Bot API */
    async stop() {
      const complaints = telegram.calls.flatMap(({ method, params, files }) =>
        checkCall(method, params, files),
      );
      telegram.stop();
      twilio.stop();
      whatsapp.stop();
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
