import { type Config, readConfig } from '../../config.ts';
import { credentials } from '../../lab/desk.ts';

/** Under which the providers reach the servers. */
export const publicUrl = 'https://class-of-98.org';

/** How a simulated server is set up: Telegram and text messages, both by the Lab's emulators. */
export const settingsOf = (given: {
  databaseUrl: string;
  dataDir: string;
  authToken: string;
  hasRedis: boolean;
}): Config =>
  readConfig({
    DATABASE_URL: given.databaseUrl,
    DATA_DIR: given.dataDir,
    SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    PUBLIC_URL: publicUrl,
    LAB: '0',
    TELEGRAM_BOT_TOKEN: credentials.token,
    TELEGRAM_API_ROOT: 'http://providers/telegram',
    TWILIO_ACCOUNT_SID: credentials.accountSid,
    TWILIO_AUTH_TOKEN: given.authToken,
    TWILIO_PHONE_NUMBER: credentials.phoneNumber,
    TWILIO_API_ROOT: 'http://providers/twilio',
    SMS_ALLOWED_COUNTRIES: '*',
    // What people say is counted in windows of the machine's clock, which a simulation cannot move.
    MESSAGES_PER_MINUTE: '0',
    ...(given.hasRedis && { REDIS_URL: 'redis://simulated' }),
  });
