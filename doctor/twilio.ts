import type { Twilio } from 'twilio';
import { twilioClient } from '../bots/sms/client.ts';
import { SendError } from '../domain/errors.ts';
import { type Check, type Finding, fine, hint, wrong } from './finding.ts';
import { because, shownHost, shownNumber } from './shown.ts';

export interface TwilioSettings {
  accountSid: string;
  authToken: string;
  phoneNumber: string;
  apiRoot: string | undefined;
  publicUrl: string | undefined;
}

/** Less than the limit of a check, so that the reason is told. */
const timeoutMs = 8_000;

/** Asks Twilio about the account and its number, and whether what people text comes here. */
export function twilioCheck(settings: TwilioSettings): Check {
  const { apiRoot, ...access } = settings;
  return {
    part: 'Text messages (Twilio)',
    asked: 'Twilio',
    async look() {
      const ways = aboutPublicUrl(settings.publicUrl);
      try {
        const client = await twilioClient({ ...access, timeoutMs, ...(apiRoot && { apiRoot }) });
        return [...ways, ...(await aboutAccount(client, settings)), ...(await aboutNumber(client, settings))];
      } catch (error) {
        if (error instanceof SendError) return [...ways, refused(error)];
        throw error;
      }
    },
  };
}

function refused({ ours, message }: SendError): Finding {
  const cure = ours
    ? "copy TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN anew from the first page of Twilio's console"
    : 'look at network, proxy and TWILIO_API_ROOT';
  return wrong(because(message, cure));
}

function aboutPublicUrl(publicUrl: string | undefined): Finding[] {
  if (publicUrl?.startsWith('https://')) return [];
  return [
    wrong(
      'Without an https PUBLIC_URL what people text back cannot be delivered to us: put a certificate before this ' +
        'server and set PUBLIC_URL=https://...',
    ),
  ];
}

/** https://www.twilio.com/docs/iam/api/account#account-properties */
async function aboutAccount(client: Twilio, { accountSid }: TwilioSettings): Promise<Finding[]> {
  const { status, type } = await client.api.v2010.accounts(accountSid).fetch();
  if (status !== 'active') return [wrong(`The Twilio account is ${status}: ask Twilio why, in its console.`)];
  const known = fine('Twilio knows the account, and it is active.');
  if (type !== 'Trial') return [known];
  return [
    known,
    hint(
      'It is a trial account, which writes only to numbers verified in its console and puts words of its own before ' +
        'each text: upgrade it before you invite anybody.',
    ),
  ];
}

/** https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
async function aboutNumber(client: Twilio, { phoneNumber, publicUrl }: TwilioSettings): Promise<Finding[]> {
  const [number] = await client.incomingPhoneNumbers.list({ phoneNumber, limit: 1 });
  const shown = shownNumber(phoneNumber);
  if (number?.phoneNumber !== phoneNumber)
    return [
      wrong(`The account has no number ${shown}: set TWILIO_PHONE_NUMBER to one listed in its console.`),
    ];
  if (!number.capabilities.sms)
    return [wrong(`The number ${shown} cannot send or take text messages: buy one that can.`)];
  return [fine(`The number ${shown} is the account's, and can text.`), ...aboutWebhook(number, publicUrl)];
}

interface Answering {
  smsUrl: string;
  smsMethod: string;
  smsApplicationSid: string;
}

function aboutWebhook({ smsUrl, smsMethod, smsApplicationSid }: Answering, publicUrl = ''): Finding[] {
  const expected = `${publicUrl}/webhooks/twilio/incoming-sms`;
  const setIt = `in the number's settings let "A message comes in" go to ${expected} by POST`;
  if (smsApplicationSid)
    return [
      hint(
        `A TwiML app answers for the number, so that its own address is not used: see that the app's is ${expected}.`,
      ),
    ];
  if (!smsUrl) return [wrong(`What people text goes nowhere: ${setIt}.`)];
  if (smsUrl !== expected)
    return [wrong(`What people text goes to ${elsewhere(smsUrl, expected)}: ${setIt}.`)];
  if (smsMethod !== 'POST') return [wrong(`Twilio calls our webhook by ${smsMethod}: ${setIt}.`)];
  return [fine('What people text comes to us.')];
}

const elsewhere = (url: string, expected: string) =>
  shownHost(url) === shownHost(expected) ? 'another path of PUBLIC_URL' : shownHost(url);
