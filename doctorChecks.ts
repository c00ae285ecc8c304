import { headsIn } from './audit/heads.ts';
import type { Config } from './config.ts';
import { keyring } from './db/keyring.ts';
import { auditCheck } from './doctor/audit.ts';
import { bouncesCheck } from './doctor/bounces.ts';
import { whatsappWebCheck } from './doctor/chromium.ts';
import { clockCheck } from './doctor/clockSkew.ts';
import { databaseCheck } from './doctor/database.ts';
import { dataDirCheck } from './doctor/dataDir.ts';
import type { Dns } from './doctor/dns.ts';
import type { Check } from './doctor/finding.ts';
import { inboundDomainCheck } from './doctor/inboundDomain.ts';
import { labCheck } from './doctor/lab.ts';
import { mediaStoreCheck } from './doctor/mediaStore.ts';
import { publicUrlCheck } from './doctor/publicUrl.ts';
import { redisCheck } from './doctor/redis.ts';
import { relayCheck } from './doctor/relay.ts';
import { knownSecret, secretKeyCheck } from './doctor/secretKey.ts';
import { senderDomainChecks } from './doctor/senderDomain.ts';
import { telegramCheck } from './doctor/telegram.ts';
import { twilioCheck } from './doctor/twilio.ts';
import { whatsappCheck } from './doctor/whatsapp.ts';
import type { Clock, Random } from './domain/clock.ts';
import { idMaker } from './domain/id.ts';

export interface DoctorDeps {
  clock: Clock;
  random: Random;
  dns: Dns;
}

/** The checks that these settings call for, in the order in which their headings are shown. */
export function checksFor(config: Config, deps: DoctorDeps): Check[] {
  return [
    homeroom(config),
    ...publicAddress(config, deps),
    ...channels(config, deps),
    ...mail(config, deps),
    ...storage(config, deps),
    ...clock(config, deps),
  ];
}

function homeroom({ lab, telegram, twilio, whatsapp, email, whatsappWeb, host, port }: Config): Check {
  const hasChannel = Boolean(telegram || twilio || whatsapp || email || whatsappWeb?.number);
  return labCheck({ isOn: lab, hasChannel, host, port, nodeVersion: process.versions.node });
}

function publicAddress({ publicUrl, host, port }: Config, { dns }: DoctorDeps): Check[] {
  // Listening on every address includes this one.
  const localHost = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return publicUrl ? [publicUrlCheck({ publicUrl, localUrl: `http://${localHost}:${port}`, dns })] : [];
}

function channels(config: Config, { clock }: DoctorDeps): Check[] {
  const { telegram, twilio, whatsapp, whatsappWeb, publicUrl, dataDir } = config;
  const now = () => clock.now();
  return [
    ...(telegram ? [telegramCheck({ ...telegram, publicUrl, now })] : []),
    ...(whatsapp ? [whatsappCheck({ ...whatsapp, publicUrl, now })] : []),
    ...(whatsappWeb ? [whatsappWebCheck({ ...whatsappWeb, dataDir, userId: process.getuid?.() })] : []),
    ...(twilio ? [twilioCheck({ ...twilio, publicUrl })] : []),
  ];
}

function mail({ email, publicUrl }: Config, { dns }: DoctorDeps): Check[] {
  if (!email) return [];
  const { smtpUrl, inboundDomain: domain, inboundSecret, snsTopicArns, listenPort } = email;
  const isSendgrid = inboundSecret !== undefined;
  return [
    relayCheck(smtpUrl),
    ...senderDomainChecks({ ...email, dns }),
    bouncesCheck(email),
    ...(domain ? [inboundDomainCheck({ domain, isSendgrid, snsTopicArns, listenPort, publicUrl, dns })] : []),
  ];
}

function storage(config: Config, { clock, random }: DoctorDeps): Check[] {
  const { database, redisUrl, dataDir, media, secretKey: given, previousSecretKey: previous } = config;
  const isEmbedded = database === undefined;
  const secret = { given, previous, dataDir, isEmbedded, random };
  const secretKey = knownSecret(secret);
  const keys = secretKey && keyring({ secretKey, previous, random });
  const newId = idMaker(clock, random);
  return [
    secretKeyCheck(secret),
    dataDirCheck(dataDir, { isEmbedded }),
    ...(database ? [databaseCheck({ ...database, keys })] : []),
    ...(database && keys
      ? [auditCheck({ ...database, keys: keys.signingKeys('audit'), heads: headsIn(dataDir) })]
      : []),
    ...(redisUrl ? [redisCheck(redisUrl)] : []),
    mediaStoreCheck({ url: media.url, dataDir, bucket: media, newId }),
  ];
}

/** One provider's date is enough. */
function clock({ telegram, whatsapp, twilio }: Config, { clock }: DoctorDeps): Check[] {
  const root =
    telegram?.apiRoot ?? whatsapp?.apiRoot ?? (twilio && (twilio.apiRoot ?? 'https://api.twilio.com'));
  return root ? [clockCheck({ url: root, clock })] : [];
}
