import { z } from 'zod';
import type { Graph } from '../bots/whatsapp/graph.ts';
import { type Finding, fine, hint, wrong } from './finding.ts';
import { shownNumber } from './shown.ts';

const fields =
  'display_phone_number,verified_name,status,quality_rating,code_verification_status,account_mode';

const PhoneNumber = z.looseObject({
  display_phone_number: z.string().catch(''),
  status: z.string().catch('UNKNOWN'),
  quality_rating: z.string().catch('UNKNOWN'),
  code_verification_status: z.string().catch('UNKNOWN'),
  account_mode: z.string().catch('LIVE'),
});

/**
 * How the number stands at Meta.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number/phone-number-api
 * @throws {SendError} where Meta refuses token or number
 */
export async function aboutNumber(
  graph: Graph,
  { phoneNumberId }: { phoneNumberId: string },
): Promise<Finding[]> {
  const number = PhoneNumber.parse(await graph.get(phoneNumberId, { fields }));
  const shown = shownNumber(`+${number.display_phone_number.replace(/\D/g, '')}`);
  return [
    standing(number.status, shown),
    ...quality(number.quality_rating),
    ...(number.code_verification_status === 'EXPIRED' || number.code_verification_status === 'NOT_VERIFIED'
      ? [hint('The number was never proven by a code, or too long ago: verify it in WhatsApp Manager.')]
      : []),
    ...(number.account_mode === 'SANDBOX'
      ? [
          hint(
            "It is Meta's test number, which writes only to the five people named there: add one of your own.",
          ),
        ]
      : []),
  ];
}

const troubles: Record<string, string> = {
  PENDING: 'is not registered yet: register it in WhatsApp Manager',
  UNVERIFIED: 'is not verified yet: prove it by a code in WhatsApp Manager',
  DISCONNECTED: 'is not connected: register it anew in WhatsApp Manager',
  MIGRATED: 'has moved to another account: set the ids of that one',
  DELETED: 'was deleted: add one in WhatsApp Manager, and set its id',
  BANNED: 'is banned: appeal in WhatsApp Manager, or add another one',
  RESTRICTED: 'has reached its limit of people to write to, or is restricted: see why in WhatsApp Manager',
  RATE_LIMITED: 'writes more than Meta lets it: wait, or ask for a higher limit in WhatsApp Manager',
};

function standing(status: string, shown: string): Finding {
  if (status === 'CONNECTED') return fine(`Meta knows the number ${shown}, and it is connected.`);
  if (status === 'FLAGGED')
    return hint(
      `Meta has flagged the number ${shown}, as people blocked or reported it: see why in WhatsApp Manager.`,
    );
  const trouble = troubles[status];
  if (trouble) return wrong(`The number ${shown} ${trouble}.`);
  return hint(
    `Meta says the number ${shown} is ${status.toLowerCase()}: see what that means in WhatsApp Manager.`,
  );
}

function quality(rating: string): Finding[] {
  if (rating === 'RED')
    return [
      hint(
        'Its quality is low, as people block or report it: write less, or Meta will let it write to fewer.',
      ),
    ];
  return rating === 'YELLOW' ? [hint('Its quality is medium: some people block or report it.')] : [];
}
