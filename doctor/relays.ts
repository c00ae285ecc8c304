/** What is known of a service that sends mail for others. */
export interface Relay {
  name: string;
  host: RegExp;
  /** What its customers put into SPF. */
  include: string;
  /** It puts a bounce address of its own domain into the envelope, so that SPF of ours is not asked for. */
  hasOwnEnvelope: boolean;
  /** Where its keys lie, if that is the same for all its customers. */
  selectors: string[];
}

/** The pages of the services on how a domain is authenticated. */
const relays: Relay[] = [
  {
    // https://www.twilio.com/docs/sendgrid/ui/account-and-settings/how-to-set-up-domain-authentication
    name: 'SendGrid',
    host: /(^|\.)sendgrid\.net$/i,
    include: 'sendgrid.net',
    hasOwnEnvelope: true,
    selectors: ['s1', 's2'],
  },
  {
    // https://docs.aws.amazon.com/ses/latest/dg/mail-from.html; its three selectors are chosen by chance.
    name: 'Amazon SES',
    host: /^email-smtp(-fips)?\.[\w-]+\.amazonaws\.com(\.cn)?$/i,
    include: 'amazonses.com',
    hasOwnEnvelope: true,
    selectors: [],
  },
  {
    // https://support.google.com/a/answer/180504
    name: 'Google',
    host: /^smtp(-relay)?\.gmail\.com$/i,
    include: '_spf.google.com',
    hasOwnEnvelope: false,
    selectors: ['google'],
  },
  {
    // https://learn.microsoft.com/defender-office-365/email-authentication-dkim-configure
    name: 'Microsoft 365',
    host: /(^smtp\.office365\.com|\.mail\.protection\.outlook\.com)$/i,
    include: 'spf.protection.outlook.com',
    hasOwnEnvelope: false,
    selectors: ['selector1', 'selector2'],
  },
  {
    // https://www.fastmail.help/hc/en-us/articles/360060591153
    name: 'Fastmail',
    host: /^smtp\.fastmail\.com$/i,
    include: 'spf.messagingengine.com',
    hasOwnEnvelope: false,
    selectors: ['fm1', 'fm2', 'fm3'],
  },
  {
    // https://postmarkapp.com/support/article/1092; its selectors hold the day they were made.
    name: 'Postmark',
    host: /^smtp(-broadcasts)?\.postmarkapp\.com$/i,
    include: 'spf.mtasv.net',
    hasOwnEnvelope: true,
    selectors: [],
  },
];

/** The service behind an SMTP_URL; undefined for a relay of one's own, or one that is not known here. */
export function relayOf(smtpUrl: string): Relay | undefined {
  const { hostname } = new URL(smtpUrl);
  return relays.find(({ host }) => host.test(hostname));
}
