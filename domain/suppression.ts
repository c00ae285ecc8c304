/**
 * Why an address gets nothing any more.
 * - `keyword`: they wrote STOP, or another of the words for it
 * - `blocked`: they blocked the bot, and their app told us
 * - `error`: a send was refused as nobody wants, or can get, anything there (Twilio 21610, Telegram 403)
 * - `unsubscribed`: they pressed the link in a mail, answered one by STOP, or their mail program wrote to the address to
 *   leave by
 * - `complaint`: they called a mail of ours spam
 * - `bounced`: too many mails came back
 */
export const suppressionKinds = [
  'keyword',
  'blocked',
  'error',
  'unsubscribed',
  'complaint',
  'bounced',
] as const;

export type SuppressionKind = (typeof suppressionKinds)[number];

/**
 * Whether they said themselves that they want nothing more: only their own word for it begins it again. All else says how
 * things stood, and whoever writes shows that they stand otherwise.
 */
export const isWished = (kind: SuppressionKind): boolean =>
  kind === 'keyword' || kind === 'unsubscribed' || kind === 'complaint';

/**
 * Those that hold though whoever said it is forgotten: the next who types that number or mailbox must not have it written to.
 * Who blocked the bot cannot be written to anyway.
 */
export const lastingSuppressions = suppressionKinds.filter((kind) => kind !== 'blocked');
