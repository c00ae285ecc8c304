/** What was set, and not left empty. */
export type Given = Record<string, string>;

/** Channels that need several variables at once, and an address under which their provider reaches us. */
const together = [
  {
    channel: 'SMS by Twilio',
    provider: 'Twilio',
    names: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_PHONE_NUMBER'],
  },
  {
    channel: 'WhatsApp',
    provider: 'Meta',
    names: [
      'WHATSAPP_PHONE_NUMBER_ID',
      'WHATSAPP_BUSINESS_ACCOUNT_ID',
      'WHATSAPP_ACCESS_TOKEN',
      'WHATSAPP_APP_SECRET',
    ],
  },
];

const mail = ['SMTP_URL', 'EMAIL_FROM'];
/** Ways in for mail: with a domain to which answers are sent, one of them has to be open. */
const waysIn = ['INBOUND_EMAIL_SECRET', 'SNS_TOPIC_ARNS', 'SMTP_LISTEN_PORT'];

/** A variable that says nothing without another one; the rest of its sentence. */
const dependent: [string, string, string?][] = [
  ['TELEGRAM_WEBHOOK_SECRET', 'TELEGRAM_BOT_TOKEN'],
  ['WHATSAPP_VERIFY_TOKEN', 'WHATSAPP_PHONE_NUMBER_ID'],
  ['SMTP_URL', 'EMAIL_FROM', ', what people see as its sender'],
  ['EMAIL_FROM', 'SMTP_URL', ', the relay that sends it'],
  ['INBOUND_EMAIL_DOMAIN', 'SMTP_URL', ', by which answers go out'],
  ...waysIn.map((name): [string, string, string] => [
    name,
    'INBOUND_EMAIL_DOMAIN',
    ', where mail for us goes to',
  ]),
  ['SENDGRID_WEBHOOK_PUBLIC_KEY', 'SMTP_URL'],
  ['WHATSAPP_WEB_NUMBER', 'WHATSAPP_WEB', ' set to 1'],
  ['DATABASE_OWNER_URL', 'DATABASE_URL'],
  ['SECRET_KEY_PREVIOUS', 'SECRET_KEY', ', the one that follows it'],
];

/** What no variable can see alone. Asked of what was given, so that it is told also beside a malformed value. */
export function contradictions(given: Given): string[] {
  const begun = together.filter(({ names }) => names.some((name) => given[name]));
  const isLabUnasked = given.LAB !== '1' && (given.LAB === '0' || given.NODE_ENV === 'production');
  const isWeb = given.WHATSAPP_WEB === '1';
  const hasOther = begun.length > 0 || Boolean(given.TELEGRAM_BOT_TOKEN) || mail.every((name) => given[name]);
  // Without a number it is served by the Lab, which is on where it is asked for, or where there is nothing else.
  const isServed = given.LAB === '1' || !(isLabUnasked || hasOther);
  return [
    ...begun.flatMap((channel) => incomplete(channel, given)),
    ...dependent
      .filter(([name, other]) => given[name] && !given[other])
      .map(([name, other, more = '']) => `${name} needs ${other}${more}.`),
    ...(given.S3_ENDPOINT && !given.MEDIA_URL?.startsWith('s3:') ? [noBucket] : []),
    ...(given.INBOUND_EMAIL_DOMAIN && !waysIn.some((name) => given[name]) ? [noWayIn] : []),
    ...(isWeb && !given.WHATSAPP_WEB_NUMBER && !isServed ? [noWebNumber] : []),
    ...(isWeb && given.WHATSAPP_PHONE_NUMBER_ID ? [twoWhatsapps] : []),
    ...(!hasOther && !isWeb && isLabUnasked ? [noChannel] : []),
  ];
}

const noWayIn = `INBOUND_EMAIL_DOMAIN needs a way in for mail: ${waysIn.join(', ')}.`;

const noWebNumber =
  'WHATSAPP_WEB also needs WHATSAPP_WEB_NUMBER, the number of the phone that will scan the code, or LAB=1.';
const twoWhatsapps =
  'WhatsApp is either by the Cloud API or by WHATSAPP_WEB, which takes its place: unset one of them.';

const noBucket = 'S3_ENDPOINT needs MEDIA_URL, the bucket there.';

const noChannel =
  'There is no channel: set TELEGRAM_BOT_TOKEN, the three of Twilio, the four of WhatsApp or the two of mail, or LAB=1 to try Homeroom without any.';

function incomplete({ channel, provider, names }: (typeof together)[number], given: Given): string[] {
  const missing = names.filter((name) => !given[name]);
  const address = `${channel} needs PUBLIC_URL, the address under which ${provider} reaches this server.`;
  return [
    ...(missing.length > 0 ? [`${channel} also needs ${missing.join(' and ')}.`] : []),
    ...(given.PUBLIC_URL ? [] : [address]),
  ];
}
