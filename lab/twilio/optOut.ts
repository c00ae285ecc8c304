import type { World } from './world.ts';

/**
 * Who minds the carrier words: `default` is what every account has, `advanced` (of a Messaging Service) also tells the
 * webhook by OptOutType, `off` leaves all to the application.
 */
export type OptOutHandling = 'default' | 'advanced' | 'off';

type OptOutType = 'STOP' | 'START' | 'HELP';

/** https://help.twilio.com/articles/223134027: as a whole message, in any case. */
const WORDS: Record<OptOutType, string[]> = {
  STOP: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  START: ['START', 'YES', 'UNSTOP'],
  HELP: ['HELP', 'INFO'],
};

const REPLIES: Record<OptOutType, string> = {
  STOP: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  START:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  HELP: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
};

/** What a carrier word does, and Twilio's answer to it; `null` for any other text. */
export function mindCarrierWord(
  { state }: World,
  phone: string,
  body: string,
): { type: OptOutType; reply: string | null } | null {
  const word = body.trim().toUpperCase();
  const isOptedOut = state.optedOut.includes(phone);
  const type = (Object.keys(WORDS) as OptOutType[]).find((one) => WORDS[one].includes(word));
  // Everybody says yes now and then: without a STOP before it, it is just an answer.
  if (!type || (word === 'YES' && !isOptedOut)) return null;
  if (type === 'STOP' && !isOptedOut) state.optedOut.push(phone);
  if (type === 'START') state.optedOut = state.optedOut.filter((one) => one !== phone);
  const isSilent = isOptedOut && type !== 'START';
  return { type, reply: isSilent ? null : REPLIES[type] };
}
