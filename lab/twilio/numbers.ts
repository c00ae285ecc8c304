import type { World } from './world.ts';

/** How the account's one number is set. */
export interface NumberSettings {
  /** Where what people text is posted; empty: nowhere. */
  smsUrl: string;
  smsMethod: 'POST' | 'GET';
  /** A TwiML app that answers instead of `smsUrl`; empty: none. */
  smsApplicationSid: string;
  isSmsCapable: boolean;
}

/** Twilio finds parts of a number too, and `*` stands for any digits; a page always holds our only one. */
export function listNumbers(world: World, query: URLSearchParams) {
  const { accountSid, phoneNumber } = world.account;
  const asked = query.get('PhoneNumber');
  const pattern = new RegExp(asked?.replace(/[^\d*]/g, '').replaceAll('*', '\\d*') ?? '');
  const found = pattern.test(phoneNumber) ? [numberResource(world)] : [];
  const search = new URLSearchParams({
    ...(asked !== null && { PhoneNumber: asked }),
    PageSize: '50',
    Page: '0',
  });
  const uri = `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers.json?${search}`;
  return {
    end: 0,
    first_page_uri: uri,
    incoming_phone_numbers: found,
    next_page_uri: null,
    page: 0,
    page_size: 50,
    previous_page_uri: null,
    start: 0,
    uri,
  };
}

/** https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
function numberResource({ account, number }: World) {
  const { accountSid, phoneNumber } = account;
  const sid = `PN${accountSid.slice(2)}`;
  return {
    account_sid: accountSid,
    address_requirements: 'none',
    address_sid: null,
    api_version: '2010-04-01',
    beta: false,
    bundle_sid: null,
    capabilities: { voice: true, sms: number.isSmsCapable, mms: number.isSmsCapable, fax: false },
    date_created: 'Thu, 01 Jan 2026 09:00:00 +0000',
    date_updated: 'Thu, 01 Jan 2026 09:00:00 +0000',
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
    emergency_status: 'Inactive',
    friendly_name: phoneNumber,
    identity_sid: null,
    origin: 'twilio',
    phone_number: phoneNumber,
    sid,
    sms_application_sid: number.smsApplicationSid,
    sms_fallback_method: 'POST',
    sms_fallback_url: '',
    sms_method: number.smsMethod,
    sms_url: number.smsUrl,
    status: 'in-use',
    status_callback: '',
    status_callback_method: 'POST',
    trunk_sid: null,
    uri: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${sid}.json`,
    voice_application_sid: '',
    voice_caller_id_lookup: false,
    voice_fallback_method: 'POST',
    voice_fallback_url: '',
    voice_method: 'POST',
    voice_receive_mode: 'voice',
    voice_url: '',
  };
}
