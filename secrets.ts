import type { Config } from './config.ts';

/** What must never reach the log, nor a terminal. */
export function secretsOf(config: Config): (string | undefined)[] {
  const {
    telegram,
    twilio,
    whatsapp,
    email,
    database,
    redisUrl,
    secretKey,
    previousSecretKey,
    metricsToken,
    sentryDsn,
  } = config;
  return [
    redisUrl,
    metricsToken,
    sentryDsn,
    secretKey?.toString('base64'),
    previousSecretKey?.toString('base64'),
    telegram?.botToken,
    telegram?.webhookSecret,
    twilio?.authToken,
    whatsapp?.accessToken,
    whatsapp?.appSecret,
    whatsapp?.verifyToken,
    email?.smtpUrl,
    email?.inboundSecret,
    database?.url,
    database?.ownerUrl,
  ];
}
