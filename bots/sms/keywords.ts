/** A word that carriers and Twilio act on by themselves. */
export type CarrierWord = 'stopped' | 'started' | 'carrierHelp';

/**
 * https://help.twilio.com/articles/223134027 (SMS STOP filtering). YES opts in too, but people answer questions with
 * it, so it stays what they said.
 */
const meanings = new Map<string, CarrierWord>([
  ...meaning('stopped', 'STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT'),
  ...meaning('started', 'START UNSTOP'),
  ...meaning('carrierHelp', 'HELP INFO'),
]);

/** What Advanced Opt-Out calls them; it also knows words an account has chosen itself, in other languages. */
const optOutTypes = new Map<string, CarrierWord>([
  ['STOP', 'stopped'],
  ['START', 'started'],
  ['HELP', 'carrierHelp'],
]);

/** The carrier word a message is, as a whole; "please stop" is none. */
export function carrierWordIn(body: string, optOutType = ''): CarrierWord | undefined {
  const word = body.trim().toUpperCase();
  if (word === 'YES') return undefined;
  return optOutTypes.get(optOutType.toUpperCase()) ?? meanings.get(word);
}

function meaning(word: CarrierWord, spellings: string): [string, CarrierWord][] {
  return spellings.split(' ').map((spelling) => [spelling, word]);
}
