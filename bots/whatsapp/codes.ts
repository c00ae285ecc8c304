import type { SendErrorCode } from '../../domain/errors.ts';

/** What one of Meta's error codes means for a delivery; `ours` where an operator, not the recipient, must mend something. */
export interface Meaning {
  code: SendErrorCode;
  reason: string;
  ours?: true;
  /** How long to wait where Meta's page says so. */
  retryAfterMs?: number;
  /** Where it is only this person who is sent too much. */
  concerns?: 'address';
}

/** What a code means, or undefined for one that is in no list. */
export function meaningOf(code: number): Meaning | undefined {
  if (code >= 200 && code <= 299) return mend('our access token lacks a permission');
  return meanings[code];
}

const second = 1_000;
const hour = 3_600 * second;

const slower = (reason: string, retryAfterMs?: number): Meaning => ({
  code: 'throttled',
  reason,
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});
const spare = (reason: string, retryAfterMs: number): Meaning => ({
  ...slower(reason, retryAfterMs),
  concerns: 'address',
});
/** What an operator can mend while the retries run, so that nothing is lost by it. */
const mend = (reason: string): Meaning => ({ code: 'unreachable', reason, ours: true });
const later = (reason: string): Meaning => ({ code: 'unreachable', reason });
const never = (reason: string): Meaning => ({ code: 'rejected', reason });
const bug = (reason: string): Meaning => ({ code: 'rejected', reason, ours: true });

/** We neither call, nor make groups, flows, sign-ups or user names; a code of theirs says that we asked for something odd. */
const notOurs = (what: string) => bug(`WhatsApp refuses something about ${what}, which we do not use`);

/**
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 *
 * A code counts the same wherever it comes: as the answer to a send, or in a status long after Meta accepted it.
 */
const meanings: Record<number, Meaning> = {
  // Who we are
  0: mend('our access token is not accepted'),
  3: mend('our access token lacks a capability'),
  10: mend('our access token lacks a permission'),
  33: mend('our phone number is gone'),
  190: mend('our access token has expired'),
  368: mend('our account is restricted for breaking a rule of WhatsApp'),
  131005: mend('our access token lacks a permission'),
  131031: mend('our account is locked'),
  131037: mend("our number's display name is not approved"),
  131042: mend('our account has a trouble with its payment'),
  131044: mend('our account has a trouble with its payment'),
  131045: mend('our number is not registered'),
  133010: mend('our number is not registered'),

  // How much we send
  4: slower('our app has reached its limit of calls'),
  613: slower('our app has reached its limit of calls'),
  80007: slower('our account has reached its limit of messages'),
  130429: slower('our number sends more messages in a second than it may'),
  131048: slower('our number may send little, as its messages were blocked or reported', hour),
  131049: spare('WhatsApp spares this person further messages for now', 24 * hour),
  131056: spare('too many messages in a short time to this person', 6 * second),
  131064: slower('our account has reached its limit, for templates of the wrong category', hour),
  132069: slower('this flow of WhatsApp was sent too often in an hour', hour),
  133016: slower('our number was registered too often in a short time', hour),

  // Meta's own trouble
  1: { code: 'uncertain', reason: 'WhatsApp had trouble of its own' },
  2: later('WhatsApp is out of service'),
  131000: later('WhatsApp could not send it, and does not say why'),
  131016: later('WhatsApp is out of service'),
  131057: later('our account is being maintained by WhatsApp'),
  2494100: later('our number is being maintained by WhatsApp'),

  // Whom we write to
  131047: { code: 'windowClosed', reason: 'this person has not written for 24 hours' },
  131026: never(
    'this person cannot be reached: no WhatsApp there, an old version, or its terms not accepted',
  ),
  131021: never('this number is our own'),
  131050: never('this person wants no marketing messages'),
  130472: never('WhatsApp keeps this message from this person for an experiment'),
  130497: { ...never('our account may not write to this country'), ours: true },
  131030: bug('a test number writes only to the numbers on its list'),
  131062: bug('this kind of message goes to phone numbers only'),
  137000: never("this person's phone has a new identity key"),

  // What we send
  100: bug('WhatsApp did not understand our request'),
  131008: bug('our request lacks a parameter'),
  131009: bug('our request has a parameter WhatsApp does not take'),
  131051: bug('WhatsApp does not know this type of message'),
  131052: bug('WhatsApp could not read the file'),
  131053: bug('WhatsApp does not take the file'),
  131063: bug('our account may not send marketing templates this way'),
  135000: bug('WhatsApp did not understand our request, and does not say why'),

  // Templates
  132000: bug('the template has another number of parameters'),
  132001: bug('the template does not exist in this language, or is not approved'),
  132005: bug('the template is too long with these parameters'),
  132007: bug('the template breaks a rule of WhatsApp'),
  132008: bug("the template's parameters are not written as it wants them"),
  132012: bug("the template's parameters are of another kind"),
  132015: bug('the template is paused, as people did not like it'),
  132016: bug('the template is disabled, as people did not like it'),
  132018: bug("the template's parameters are not what it wants"),
  132068: bug('this flow of WhatsApp is blocked'),
  2388019: bug('our account has as many templates as it may'),
  2388040: bug('a field of the template is too long'),
  2388047: bug("the template's header or body has the wrong format"),
  2388073: bug("the template's footer has the wrong format"),
  2388293: bug('the template has too many parameters for its length'),
  2388299: bug('the template begins or ends with a parameter'),

  // Flows
  139000: notOurs('flows'),
  139001: notOurs('flows'),
  139002: notOurs('flows'),
  139003: notOurs('flows'),
  139004: notOurs('flows'),

  // Blocking people
  139100: notOurs('blocking people'),
  139101: notOurs('blocking people'),
  139102: later('the list of blocked people was being changed'),
  139103: later('WhatsApp had trouble with the list of blocked people'),

  // Calls
  138000: notOurs('calls'),
  138001: notOurs('calls'),
  138002: slower('as many calls as we may have are going on'),
  138003: notOurs('calls'),
  138004: notOurs('calls'),
  138005: slower('our number has reached its limit of calls'),
  138006: notOurs('calls'),
  138007: notOurs('calls'),
  138009: slower('this person was asked too often whether we may call', hour),
  138012: slower('our number has called as often as it may in a day', hour),
  138013: slower('we asked too often whether we may call'),
  138018: notOurs('calls'),

  // Groups
  131020: notOurs('groups'),
  131041: never('this group does not exist, or we are not in it'),
  131059: notOurs('groups'),
  131201: notOurs('groups'),
  131202: notOurs('groups'),
  131204: notOurs('groups'),
  131207: never('this group is suspended'),
  131208: slower('our number did too much with groups in a short time'),
  131209: notOurs('groups'),
  131210: notOurs('groups'),
  131211: notOurs('groups'),
  131212: notOurs('groups'),
  131213: notOurs('groups'),
  131214: slower('our number may make no groups for now', hour),
  131215: notOurs('groups'),

  // User names, numbers, sign-ups
  147001: notOurs('user names'),
  147002: notOurs('user names'),
  147003: notOurs('user names'),
  147004: notOurs('user names'),
  147005: notOurs('user names'),
  2388012: notOurs('moving numbers'),
  2388091: notOurs('moving numbers'),
  2388093: notOurs('moving numbers'),
  2388103: notOurs('moving numbers'),
  2494164: notOurs('sign-ups'),
  2494165: notOurs('sign-ups'),
  2494166: notOurs('sign-ups'),
  2494167: notOurs('sign-ups'),
  2494168: notOurs('sign-ups'),
  2494176: notOurs('sign-ups'),
  2494177: notOurs('sign-ups'),
  2494179: notOurs('sign-ups'),
};
