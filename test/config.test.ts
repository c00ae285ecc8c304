import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../config.ts';

type Environment = Record<string, string | undefined>;

const key = Buffer.alloc(32, 7).toString('base64');
const telegram = { TELEGRAM_BOT_TOKEN: '123456:AAF-abc_DEF' };
const twilio = {
  TWILIO_ACCOUNT_SID: `AC${'0a'.repeat(16)}`,
  TWILIO_AUTH_TOKEN: 'very-secret-token',
  TWILIO_PHONE_NUMBER: '+15551234567',
  PUBLIC_URL: 'https://class.example.org/',
};
const production = { NODE_ENV: 'production' };
const web = { WHATSAPP_WEB: '1', WHATSAPP_WEB_NUMBER: '+14155550199' };

function problemsOf(environment: Environment): string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

test('with nothing set, Homeroom runs with its own database and the Lab, for this machine only', () => {
  expect(readConfig({})).toEqual({
    isProduction: false,
    port: 3000,
    host: '127.0.0.1',
    publicUrl: undefined,
    database: undefined,
    redisUrl: undefined,
    dataDir: 'data',
    secretKey: undefined,
    previousSecretKey: undefined,
    lab: true,
    telegram: undefined,
    twilio: undefined,
    sms: { allowedCountries: 'home', codesPerHour: 100 },
    media: { url: undefined, endpoint: undefined, region: undefined },
    messagesPerMinute: 60,
    registrationsPerHour: 5,
    retentionMonths: 12,
    trustedProxies: [],
    logLevel: 'info',
  });
});

test('with everything set, everything arrives', () => {
  const everything = {
    ...production,
    ...telegram,
    ...twilio,
    PORT: '8080',
    HOST: '10.0.0.1',
    DATABASE_URL: 'postgres://app:word@db/homeroom',
    DATABASE_OWNER_URL: 'postgresql://owner:word@db/homeroom',
    DATABASE_PREPARE: '0',
    REDIS_URL: 'rediss://cache:6379',
    DATA_DIR: '/srv/homeroom',
    MEDIA_URL: 's3://class/media',
    S3_ENDPOINT: 'https://s3.example.org',
    AWS_REGION: 'eu-central-1',
    SECRET_KEY: key,
    SECRET_KEY_PREVIOUS: key,
    LAB: '1',
    TELEGRAM_WEBHOOK_SECRET: 'a-Secret_1',
    TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
    TWILIO_API_ROOT: 'http://127.0.0.1:8082',
    TWILIO_ANSWERS_KEYWORDS: '0',
    SMS_ALLOWED_COUNTRIES: 'ec, us,GB',
    SMS_CODES_PER_HOUR: '30',
    MESSAGES_PER_MINUTE: '0',
    REGISTRATIONS_PER_HOUR: '40',
    RETENTION_MONTHS: '0',
    TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8 fd00::/8',
    LOG_LEVEL: 'debug',
  };
  expect(readConfig(everything)).toEqual({
    isProduction: true,
    port: 8080,
    host: '10.0.0.1',
    publicUrl: 'https://class.example.org',
    database: {
      url: 'postgres://app:word@db/homeroom',
      ownerUrl: 'postgresql://owner:word@db/homeroom',
      prepare: false,
    },
    redisUrl: 'rediss://cache:6379',
    dataDir: '/srv/homeroom',
    secretKey: Buffer.alloc(32, 7),
    previousSecretKey: Buffer.alloc(32, 7),
    lab: true,
    telegram: {
      botToken: '123456:AAF-abc_DEF',
      webhookSecret: 'a-Secret_1',
      apiRoot: 'http://127.0.0.1:8081',
    },
    twilio: {
      accountSid: twilio.TWILIO_ACCOUNT_SID,
      authToken: 'very-secret-token',
      phoneNumber: '+15551234567',
      apiRoot: 'http://127.0.0.1:8082',
      answersKeywords: false,
    },
    sms: { allowedCountries: ['EC', 'US', 'GB'], codesPerHour: 30 },
    media: { url: 's3://class/media', endpoint: 'https://s3.example.org', region: 'eu-central-1' },
    messagesPerMinute: 0,
    registrationsPerHour: 40,
    retentionMonths: 0,
    trustedProxies: ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'],
    logLevel: 'debug',
  });
});

test('an empty variable is an unset one', () => {
  const names = ['PORT', 'HOST', 'LAB', 'DATABASE_URL', 'SECRET_KEY', 'TELEGRAM_BOT_TOKEN', 'LOG_LEVEL'];
  expect(readConfig(Object.fromEntries(names.map((name) => [name, ' '])))).toEqual(readConfig({}));
});

describe('the Lab', () => {
  test.each<[string, Environment, boolean, string]>([
    ['is on where no channel has credentials', {}, true, '127.0.0.1'],
    ['is off beside Telegram', telegram, false, '0.0.0.0'],
    ['is off beside Twilio', twilio, false, '0.0.0.0'],
    ['is on beside real channels where it is asked for', { ...telegram, LAB: '1' }, true, '127.0.0.1'],
    ['is on in production where it is asked for', { ...production, LAB: '1' }, true, '127.0.0.1'],
    ['is off in production beside Telegram', { ...production, ...telegram }, false, '0.0.0.0'],
    ['is on where WhatsApp Web is asked for without a number', { WHATSAPP_WEB: '1' }, true, '127.0.0.1'],
    ['is off beside WhatsApp Web with a number', web, false, '0.0.0.0'],
    ['may be shown to others on purpose', { HOST: '0.0.0.0' }, true, '0.0.0.0'],
    ['off or on, a given host is kept', { ...telegram, HOST: '127.0.0.2' }, false, '127.0.0.2'],
  ])('%s', (_, environment, lab, host) => {
    expect(readConfig(environment)).toMatchObject({ lab, host });
  });

  test.each<[string, Environment, string | undefined]>([
    ['serves WhatsApp Web where no number is given', { WHATSAPP_WEB: '1' }, undefined],
    ['serves it in production too', { ...production, LAB: '1', WHATSAPP_WEB: '1' }, undefined],
    [
      'serves it beside Telegram where it is asked for',
      { ...telegram, LAB: '1', WHATSAPP_WEB: '1' },
      undefined,
    ],
    ['leaves a number of one’s own to the real page', { ...web, LAB: '1' }, '+14155550199'],
  ])('%s', (_, environment, number) => {
    expect(readConfig(environment)).toMatchObject({ lab: true, whatsappWeb: { number } });
  });
});

describe('a setting that cannot be is told in a sentence', () => {
  test.each<[Environment, RegExp]>([
    [{ PORT: 'http' }, /^PORT must be a whole number from 0 to 65535\.$/],
    [{ PORT: '70000' }, /^PORT must be/],
    [{ PORT: '1e3' }, /^PORT must be/],
    [{ PUBLIC_URL: 'class.example.org' }, /^PUBLIC_URL must be an address like https:/],
    [{ DATABASE_URL: 'mysql://db/homeroom' }, /^DATABASE_URL must be an address like postgres:/],
    [{ DATABASE_OWNER_URL: 'postgres://db/homeroom' }, /^DATABASE_OWNER_URL needs DATABASE_URL\.$/],
    [{ DATABASE_PREPARE: 'yes' }, /^DATABASE_PREPARE must be 0 or 1\.$/],
    [{ REDIS_URL: 'localhost:6379' }, /^REDIS_URL must be/],
    [{ SECRET_KEY: 'hunter2' }, /^SECRET_KEY must be 32 bytes in base64.*openssl rand/],
    [{ SECRET_KEY_PREVIOUS: key }, /^SECRET_KEY_PREVIOUS needs SECRET_KEY/],
    [{ LAB: 'on' }, /^LAB must be 0 or 1\.$/],
    [{ LAB: '0' }, /^There is no channel: set TELEGRAM_BOT_TOKEN/],
    [production, /^There is no channel/],
    [{ LAB: '0', WHATSAPP_WEB: '1' }, /^WHATSAPP_WEB also needs WHATSAPP_WEB_NUMBER.* or LAB=1\.$/],
    [{ ...production, WHATSAPP_WEB: '1' }, /^WHATSAPP_WEB also needs WHATSAPP_WEB_NUMBER/],
    [{ ...telegram, WHATSAPP_WEB: '1' }, /^WHATSAPP_WEB also needs WHATSAPP_WEB_NUMBER/],
    [{ WHATSAPP_WEB_NUMBER: '+14155550199' }, /^WHATSAPP_WEB_NUMBER needs WHATSAPP_WEB set to 1\.$/],
    [{ TELEGRAM_BOT_TOKEN: 'mybot' }, /^TELEGRAM_BOT_TOKEN must be the token BotFather gave/],
    [{ TELEGRAM_WEBHOOK_SECRET: 'a' }, /^TELEGRAM_WEBHOOK_SECRET needs TELEGRAM_BOT_TOKEN\.$/],
    [{ ...telegram, TELEGRAM_WEBHOOK_SECRET: 'no spaces' }, /^TELEGRAM_WEBHOOK_SECRET must be up to 256/],
    [{ ...twilio, TWILIO_ACCOUNT_SID: undefined }, /^SMS by Twilio also needs TWILIO_ACCOUNT_SID\.$/],
    [
      { ...twilio, TWILIO_AUTH_TOKEN: '', TWILIO_PHONE_NUMBER: '' },
      /TWILIO_AUTH_TOKEN and TWILIO_PHONE_NUMBER\.$/,
    ],
    [{ ...twilio, TWILIO_PHONE_NUMBER: '555-1234' }, /^TWILIO_PHONE_NUMBER must be a number like \+1555/],
    [{ ...twilio, PUBLIC_URL: '' }, /^SMS by Twilio needs PUBLIC_URL/],
    [
      { SMS_ALLOWED_COUNTRIES: 'EC,UK' },
      /^SMS_ALLOWED_COUNTRIES must be two-letter codes.*GB rather than UK/,
    ],
    [{ REGISTRATIONS_PER_HOUR: '0' }, /^REGISTRATIONS_PER_HOUR must be a whole number from 1/],
    [{ TRUSTED_PROXIES: 'proxy.example.org' }, /^TRUSTED_PROXIES must be addresses or networks/],
    [{ TRUSTED_PROXIES: '10.0.0.1,*' }, /^TRUSTED_PROXIES must be/],
    [{ TRUSTED_PROXIES: '10.0.0.0/33' }, /^TRUSTED_PROXIES must be/],
    [{ TRUSTED_PROXIES: '0.0.0.0/0' }, /^TRUSTED_PROXIES must be/],
    [{ TRUSTED_PROXIES: '10.0.0.0/8/8' }, /^TRUSTED_PROXIES must be/],
    [{ RETENTION_MONTHS: '-1' }, /^RETENTION_MONTHS must be a whole number from 0/],
    [{ SMS_CODES_PER_HOUR: '0' }, /^SMS_CODES_PER_HOUR must be a whole number from 1/],
    [{ MEDIA_URL: 'https://s3.example.org/b' }, /^MEDIA_URL must be a folder like file:.* or a bucket/],
    [{ S3_ENDPOINT: 'https://s3.example.org' }, /^S3_ENDPOINT needs MEDIA_URL/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of trace, debug/],
  ])('%j', (environment, sentence) => {
    expect(problemsOf(environment)).toEqual([expect.stringMatching(sentence)]);
  });

  test('every problem at once, not one per start', () => {
    const wrong = {
      PORT: 'x',
      LAB: 'maybe',
      SECRET_KEY: 'x',
      TWILIO_AUTH_TOKEN: 'x',
      DATABASE_OWNER_URL: 'x',
    };
    expect(problemsOf(wrong)).toHaveLength(7);
  });

  test('no secret is ever repeated, not even a malformed one', () => {
    const secrets = { SECRET_KEY: 'hunter2', TELEGRAM_BOT_TOKEN: 'tell-nobody', TWILIO_AUTH_TOKEN: 'psst' };
    const database = { DATABASE_URL: 'mysql://owner:swordfish@db/homeroom' };
    const told = problemsOf({ ...secrets, ...database }).join('\n');
    expect(told).not.toMatch(/hunter2|tell-nobody|psst|swordfish/);
  });
});

test('numbers anywhere may get codes where the operator says so', () => {
  expect(readConfig({ SMS_ALLOWED_COUNTRIES: '*' }).sms.allowedCountries).toBe('all');
});
