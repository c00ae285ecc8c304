import type { Variables } from './variables.ts';

/* The channels' settings: what each needs is all there, or it is off. */

export interface TelegramConfig {
  botToken: string;
  /** Undefined: one is derived from the secret key. */
  webhookSecret: string | undefined;
  apiRoot: string;
}

/** Undefined where it is off. */
export function telegramOf(set: Variables): TelegramConfig | undefined {
  if (!set.TELEGRAM_BOT_TOKEN) return undefined;
  const apiRoot = set.TELEGRAM_API_ROOT.replace(/\/+$/, '');
  return { botToken: set.TELEGRAM_BOT_TOKEN, webhookSecret: set.TELEGRAM_WEBHOOK_SECRET, apiRoot };
}

export interface TwilioConfig {
  accountSid: string;
  authToken: string;
  phoneNumber: string;
  /** Undefined: the real one. */
  apiRoot: string | undefined;
  /** Whether Twilio itself answers STOP and HELP, as it does unless Advanced Opt-Out is set otherwise. */
  answersKeywords: boolean;
}

/** Undefined where it is off. */
export function twilioOf(set: Variables): TwilioConfig | undefined {
  const {
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_PHONE_NUMBER: phoneNumber,
  } = set;
  if (!accountSid || !authToken || !phoneNumber) return undefined;
  const apiRoot = set.TWILIO_API_ROOT?.replace(/\/+$/, '');
  return { accountSid, authToken, phoneNumber, apiRoot, answersKeywords: set.TWILIO_ANSWERS_KEYWORDS };
}

/** WhatsApp by Meta's Cloud API. */
export interface WhatsappConfig {
  phoneNumberId: string;
  businessAccountId: string;
  accessToken: string;
  /** Any word of ours, which Meta shows in the handshake. Undefined: one is derived from the secret key. */
  verifyToken: string | undefined;
  appSecret: string;
  apiRoot: string;
}

/** Undefined where it is off. */
export function whatsappOf(set: Variables): WhatsappConfig | undefined {
  const {
    WHATSAPP_PHONE_NUMBER_ID: phoneNumberId,
    WHATSAPP_BUSINESS_ACCOUNT_ID: businessAccountId,
    WHATSAPP_ACCESS_TOKEN: accessToken,
    WHATSAPP_APP_SECRET: appSecret,
  } = set;
  if (!phoneNumberId || !businessAccountId || !accessToken || !appSecret) return undefined;
  const apiRoot = set.WHATSAPP_API_ROOT.replace(/\/+$/, '');
  const verifyToken = set.WHATSAPP_VERIFY_TOKEN;
  return { phoneNumberId, businessAccountId, accessToken, appSecret, verifyToken, apiRoot };
}

/** WhatsApp by an ordinary account, through the page people use in their browsers. */
export interface WhatsappWebConfig {
  /** Ours, E.164: a phone with another number is not let in. Undefined: the Lab's, which is on then. */
  number: string | undefined;
  /** The browser's program; looked for in the usual places where it is not set. */
  chromePath: string | undefined;
}

/** Undefined where it is off. */
export function whatsappWebOf(set: Variables): WhatsappWebConfig | undefined {
  const { WHATSAPP_WEB: isOn, WHATSAPP_WEB_NUMBER: number, CHROME_PATH: chromePath } = set;
  return isOn ? { number, chromePath } : undefined;
}

export interface EmailConfig {
  /** Any relay: `smtp://user:password@host:port` or `smtps://`. */
  smtpUrl: string;
  /** As people see it: `Class of 88 <class@homeroom.example>`. */
  from: string;
  /** Where answers come to; undefined: mail only goes out. */
  inboundDomain: string | undefined;
  /** In the address that SendGrid's Inbound Parse posts to. */
  inboundSecret: string | undefined;
  sendgridPublicKey: string | undefined;
  snsTopicArns: string[];
  /** Of a mail server of our own. */
  listenPort: number | undefined;
}

/** Undefined where it is off. */
export function emailOf(set: Variables): EmailConfig | undefined {
  const { SMTP_URL: smtpUrl, EMAIL_FROM: from } = set;
  if (!smtpUrl || !from) return undefined;
  return {
    smtpUrl,
    from,
    inboundDomain: set.INBOUND_EMAIL_DOMAIN,
    inboundSecret: set.INBOUND_EMAIL_SECRET,
    sendgridPublicKey: set.SENDGRID_WEBHOOK_PUBLIC_KEY,
    snsTopicArns: set.SNS_TOPIC_ARNS ?? [],
    listenPort: set.SMTP_LISTEN_PORT,
  };
}
