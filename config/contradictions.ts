/** What was set, and not left empty. */
export type Given = Record<string, string>;

const twilioTogether = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_PHONE_NUMBER'];

/** What no variable can see alone. Asked of what was given, so that it is told also beside a malformed value. */
export function contradictions(given: Given): string[] {
  const missing = twilioTogether.filter((name) => !given[name]);
  const hasTwilio = missing.length < twilioTogether.length;
  const hasChannel = hasTwilio || Boolean(given.TELEGRAM_BOT_TOKEN);
  const isLabUnasked = given.LAB !== '1' && (given.LAB === '0' || given.NODE_ENV === 'production');
  const rules: [boolean, string][] = [
    [hasTwilio && missing.length > 0, `SMS by Twilio also needs ${missing.join(' and ')}.`],
    [
      hasTwilio && !given.PUBLIC_URL,
      'SMS by Twilio needs PUBLIC_URL, the address under which Twilio reaches this server.',
    ],
    [
      needs(given, 'TELEGRAM_WEBHOOK_SECRET', 'TELEGRAM_BOT_TOKEN'),
      'TELEGRAM_WEBHOOK_SECRET needs TELEGRAM_BOT_TOKEN.',
    ],
    [
      Boolean(given.S3_ENDPOINT) && !given.MEDIA_URL?.startsWith('s3:'),
      'S3_ENDPOINT needs MEDIA_URL, the bucket there.',
    ],
    [needs(given, 'DATABASE_OWNER_URL', 'DATABASE_URL'), 'DATABASE_OWNER_URL needs DATABASE_URL.'],
    [
      needs(given, 'SECRET_KEY_PREVIOUS', 'SECRET_KEY'),
      'SECRET_KEY_PREVIOUS needs SECRET_KEY, the one that follows it.',
    ],
    [
      !hasChannel && isLabUnasked,
      'There is no channel: set TELEGRAM_BOT_TOKEN or the three of Twilio, or LAB=1 to try Homeroom without any.',
    ],
  ];
  return rules.filter(([isBroken]) => isBroken).map(([, sentence]) => sentence);
}

function needs(given: Given, name: string, other: string): boolean {
  return Boolean(given[name]) && !given[other];
}
