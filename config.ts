import {
  type EmailConfig,
  emailOf,
  type TelegramConfig,
  type TwilioConfig,
  telegramOf,
  twilioOf,
  type WhatsappConfig,
  type WhatsappWebConfig,
  whatsappOf,
  whatsappWebOf,
} from './config/channels.ts';
import { contradictions, type Given } from './config/contradictions.ts';
import { type LogLevel, type Variables, variables } from './config/variables.ts';

/** Everything that can be set from outside, checked. Holds secrets: never log it whole. */
export interface Config {
  isProduction: boolean;
  port: number;
  host: string;
  /** Without a slash at the end. Where it begins with https, providers can reach our webhooks. */
  publicUrl: string | undefined;
  /** Undefined: the embedded database under `dataDir`. */
  database: { url: string; ownerUrl: string | undefined; prepare: boolean } | undefined;
  redisUrl: string | undefined;
  dataDir: string;
  /** 32 bytes each. Undefined: kept under `dataDir`. */
  secretKey: Buffer | undefined;
  previousSecretKey: Buffer | undefined;
  lab: boolean;
  telegram: TelegramConfig | undefined;
  twilio: TwilioConfig | undefined;
  whatsapp: WhatsappConfig | undefined;
  email: EmailConfig | undefined;
  whatsappWeb: WhatsappWebConfig | undefined;
  sms: {
    /** Countries whose numbers we send codes to. `home`: that of our own number; `all`: anywhere. */
    allowedCountries: string[] | 'home' | 'all';
    /** Of the whole installation, as every code costs money and some who ask for codes earn by it (SMS pumping). */
    codesPerHour: number;
  };
  /** Where files lie. What else the bucket's owner wants to know (`AWS_*`) the AWS SDK reads by itself. */
  media: {
    /** `file:` or `s3:`. Undefined: a folder under the data folder. */
    url: string | undefined;
    /** Of a server that speaks S3; undefined: Amazon's own. */
    endpoint: string | undefined;
    region: string | undefined;
  };
  /** What one address may say in a minute; 0 for no limit. */
  messagesPerMinute: number;
  /** Invites that may be brought from one place; schools that gather want more. */
  registrationsPerHour: number;
  /** Addresses or networks whose `X-Forwarded-For` is believed. */
  trustedProxies: string[];
  /** For how many months what was said and sent is kept; 0 for ever. */
  retentionMonths: number;
  /** Whoever shows it may read `/metrics`; undefined: nobody, and nothing is measured. */
  metricsToken: string | undefined;
  /** A collector of OpenTelemetry's, which takes traces under `/v1/traces` there. */
  otlpEndpoint: string | undefined;
  sentryDsn: string | undefined;
  logLevel: LogLevel;
}

/** What the operator has to change, all of it at once; never holds the value of a secret. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(`The settings do not fit together:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Turns the environment into settings. An empty variable is an unset one, as compose files leave them.
 * @throws {ConfigError} with every problem there is
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = withoutEmpty(environment);
  const parsed = variables.safeParse(given);
  const problems = [...(parsed.error?.issues.map((issue) => issue.message) ?? []), ...contradictions(given)];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return assemble(parsed.data);
}

function withoutEmpty(environment: Record<string, string | undefined>): Given {
  const trimmed = Object.entries(environment).map(([name, value]) => [name, value?.trim()] as const);
  return Object.fromEntries(trimmed.filter((entry): entry is [string, string] => Boolean(entry[1])));
}

function assemble(set: Variables): Config {
  const telegram = telegramOf(set);
  const twilio = twilioOf(set);
  const whatsapp = whatsappOf(set);
  const email = emailOf(set);
  const whatsappWeb = whatsappWebOf(set);
  // Unasked only where nobody can be harmed: whoever reaches the Lab can be any phone number. (In production it is
  // never unasked: without a channel and without LAB=1 the contradictions have refused to start.)
  const lab = set.LAB ?? !(telegram || twilio || whatsapp || email || whatsappWeb?.number);
  return {
    isProduction: set.NODE_ENV === 'production',
    port: set.PORT,
    host: set.HOST ?? (lab ? '127.0.0.1' : '0.0.0.0'),
    publicUrl: set.PUBLIC_URL?.replace(/\/+$/, ''),
    database: databaseOf(set),
    redisUrl: set.REDIS_URL,
    dataDir: set.DATA_DIR,
    secretKey: set.SECRET_KEY,
    previousSecretKey: set.SECRET_KEY_PREVIOUS,
    lab,
    telegram,
    twilio,
    whatsapp,
    email,
    whatsappWeb,
    sms: { allowedCountries: countriesOf(set), codesPerHour: set.SMS_CODES_PER_HOUR },
    media: { url: set.MEDIA_URL, endpoint: set.S3_ENDPOINT, region: set.AWS_REGION },
    messagesPerMinute: set.MESSAGES_PER_MINUTE,
    registrationsPerHour: set.REGISTRATIONS_PER_HOUR,
    trustedProxies: set.TRUSTED_PROXIES ?? [],
    retentionMonths: set.RETENTION_MONTHS,
    metricsToken: set.METRICS_TOKEN,
    otlpEndpoint: set.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/+$/, ''),
    sentryDsn: set.SENTRY_DSN,
    logLevel: set.LOG_LEVEL,
  };
}

function databaseOf(set: Variables): Config['database'] {
  if (!set.DATABASE_URL) return undefined;
  return { url: set.DATABASE_URL, ownerUrl: set.DATABASE_OWNER_URL, prepare: set.DATABASE_PREPARE };
}

function countriesOf({ SMS_ALLOWED_COUNTRIES: list }: Variables): Config['sms']['allowedCountries'] {
  if (!list) return 'home';
  return list[0] === '*' ? 'all' : list;
}
