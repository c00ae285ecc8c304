import { isIP } from 'node:net';
import { isSupportedCountry } from 'libphonenumber-js/max';
import { z } from 'zod';

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A variable of this shape; `rule` completes the sentence "NAME must be ...". */
function matching(name: string, pattern: RegExp, rule: string) {
  return z.string().regex(pattern, `${name} must be ${rule}.`).optional();
}

function address(name: string, protocols: string[]) {
  const isAddress = (value: string) => URL.canParse(value) && protocols.includes(new URL(value).protocol);
  const examples = protocols.map((protocol) => `${protocol}//...`).join(' or ');
  return z.string().refine(isAddress, `${name} must be an address like ${examples}`).optional();
}

/** Whole numbers, so that `1e3` or `0x10` are not taken for ports. */
function wholeNumber(name: string, least: number, most: number) {
  const isInRange = (value: string) =>
    /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most;
  return z
    .string()
    .refine(isInRange, `${name} must be a whole number from ${least} to ${most}.`)
    .transform(Number);
}

function flag(name: string) {
  return z.enum(['0', '1'], `${name} must be 0 or 1.`).transform((value) => value === '1');
}

function key(name: string) {
  return z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, `${name} must be 32 bytes in base64, as made by: openssl rand -base64 32`)
    .transform((value) => Buffer.from(value, 'base64'))
    .optional();
}

/** An address, or a network of them that leaves somebody outside: with /0 anybody could say to be anybody. */
function isNetwork(written: string): boolean {
  const [address = '', bits, ...rest] = written.split('/');
  const most = { 0: 0, 4: 32, 6: 128 }[isIP(address) as 0 | 4 | 6];
  return rest.length === 0 && most > 0 && (bits === undefined || isBits(bits, most));
}

const isBits = (bits: string, most: number) =>
  /^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= most;

const countries = z
  .string()
  .transform((list) => list.toUpperCase().split(/[\s,]+/))
  .refine(
    (list) => list.join() === '*' || list.every((code) => isSupportedCountry(code)),
    'SMS_ALLOWED_COUNTRIES must be two-letter codes such as EC,US (GB rather than UK), or * for anywhere.',
  )
  .optional();

/** What may be set, one by one; every message is a sentence, and none repeats what was given. */
export const variables = z.object({
  NODE_ENV: z.string().optional(),
  PORT: wholeNumber('PORT', 0, 65_535).default(3000),
  HOST: z.string().optional(),
  PUBLIC_URL: address('PUBLIC_URL', ['https:', 'http:']),
  DATABASE_URL: address('DATABASE_URL', ['postgres:', 'postgresql:']),
  DATABASE_OWNER_URL: address('DATABASE_OWNER_URL', ['postgres:', 'postgresql:']),
  DATABASE_PREPARE: flag('DATABASE_PREPARE').default(true),
  REDIS_URL: address('REDIS_URL', ['redis:', 'rediss:']),
  DATA_DIR: z.string().default('data'),
  SECRET_KEY: key('SECRET_KEY'),
  SECRET_KEY_PREVIOUS: key('SECRET_KEY_PREVIOUS'),
  LAB: flag('LAB').optional(),
  TELEGRAM_BOT_TOKEN: matching(
    'TELEGRAM_BOT_TOKEN',
    /^\d+:[\w-]+$/,
    'the token BotFather gave, like 123456:ABC-DEF',
  ),
  TELEGRAM_WEBHOOK_SECRET: matching(
    'TELEGRAM_WEBHOOK_SECRET',
    /^[\w-]{1,256}$/,
    'up to 256 letters, digits, _ and - (https://core.telegram.org/bots/api#setwebhook)',
  ),
  TELEGRAM_API_ROOT: address('TELEGRAM_API_ROOT', ['https:', 'http:']).default('https://api.telegram.org'),
  TWILIO_ACCOUNT_SID: matching('TWILIO_ACCOUNT_SID', /^AC\w{32}$/, 'AC and 32 letters and digits'),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  TWILIO_PHONE_NUMBER: matching('TWILIO_PHONE_NUMBER', /^\+[1-9]\d{6,14}$/, 'a number like +15551234567'),
  TWILIO_API_ROOT: address('TWILIO_API_ROOT', ['https:', 'http:']),
  TWILIO_ANSWERS_KEYWORDS: flag('TWILIO_ANSWERS_KEYWORDS').default(true),
  WHATSAPP_PHONE_NUMBER_ID: matching(
    'WHATSAPP_PHONE_NUMBER_ID',
    /^\d{5,20}$/,
    "Meta's id of the number, digits only",
  ),
  WHATSAPP_BUSINESS_ACCOUNT_ID: matching(
    'WHATSAPP_BUSINESS_ACCOUNT_ID',
    /^\d{5,20}$/,
    "Meta's id of the WhatsApp Business Account, digits only",
  ),
  WHATSAPP_ACCESS_TOKEN: z.string().optional(),
  WHATSAPP_VERIFY_TOKEN: z.string().optional(),
  WHATSAPP_APP_SECRET: z.string().optional(),
  WHATSAPP_API_ROOT: address('WHATSAPP_API_ROOT', ['https:', 'http:']).default('https://graph.facebook.com'),
  WHATSAPP_WEB: flag('WHATSAPP_WEB').default(false),
  WHATSAPP_WEB_NUMBER: matching('WHATSAPP_WEB_NUMBER', /^\+[1-9]\d{6,14}$/, 'a number like +15551234567'),
  CHROME_PATH: z.string().optional(),
  SMTP_URL: address('SMTP_URL', ['smtp:', 'smtps:']),
  EMAIL_FROM: matching(
    'EMAIL_FROM',
    /^[^<>@]*<?[^\s<>@]+@[^\s<>@]+>?$/,
    'an address like Class of 88 <class@example.org>',
  ),
  INBOUND_EMAIL_DOMAIN: matching(
    'INBOUND_EMAIL_DOMAIN',
    /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i,
    'a domain like mail.example.org',
  ),
  INBOUND_EMAIL_SECRET: matching(
    'INBOUND_EMAIL_SECRET',
    /^[\w-]{16,}$/,
    '16 or more letters, digits, _ and -',
  ),
  SENDGRID_WEBHOOK_PUBLIC_KEY: z.string().optional(),
  SNS_TOPIC_ARNS: z
    .string()
    .transform((list) => list.split(/[\s,]+/))
    .refine(
      (list) => list.every((arn) => /^arn:aws[\w-]*:sns:[\w-]+:\d{12}:[\w-]+$/.test(arn)),
      'SNS_TOPIC_ARNS must be like arn:aws:sns:eu-west-1:123456789012:mail, with commas between several.',
    )
    .optional(),
  SMTP_LISTEN_PORT: wholeNumber('SMTP_LISTEN_PORT', 0, 65_535).optional(),
  SMS_ALLOWED_COUNTRIES: countries,
  SMS_CODES_PER_HOUR: wholeNumber('SMS_CODES_PER_HOUR', 1, 1_000_000).default(100),
  MESSAGES_PER_MINUTE: wholeNumber('MESSAGES_PER_MINUTE', 0, 100_000).default(60),
  REGISTRATIONS_PER_HOUR: wholeNumber('REGISTRATIONS_PER_HOUR', 1, 100_000).default(5),
  TRUSTED_PROXIES: z
    .string()
    .transform((list) => list.split(/[\s,]+/))
    .refine(
      (list) => list.every(isNetwork),
      'TRUSTED_PROXIES must be addresses or networks like 10.0.0.0/8, with commas between several.',
    )
    .optional(),
  RETENTION_MONTHS: wholeNumber('RETENTION_MONTHS', 0, 1_200).default(12),
  MEDIA_URL: matching(
    'MEDIA_URL',
    /^file:.+|^s3:(\/\/)?[a-z0-9.-]{3,63}(\/.*)?$/,
    'a folder like file:///var/lib/homeroom/media or a bucket like s3://bucket or s3://bucket/prefix',
  ),
  S3_ENDPOINT: address('S3_ENDPOINT', ['https:', 'http:']),
  AWS_REGION: z.string().optional(),
  METRICS_TOKEN: matching('METRICS_TOKEN', /^[\w.~+/=-]{16,}$/, '16 or more letters, digits and -._~+/='),
  OTEL_EXPORTER_OTLP_ENDPOINT: address('OTEL_EXPORTER_OTLP_ENDPOINT', ['https:', 'http:']),
  SENTRY_DSN: address('SENTRY_DSN', ['https:', 'http:']),
  LOG_LEVEL: z.enum(logLevels, `LOG_LEVEL must be one of ${logLevels.join(', ')}.`).default('info'),
});

export type Variables = z.infer<typeof variables>;
