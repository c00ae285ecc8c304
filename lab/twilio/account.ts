import type { World } from './world.ts';

/** What differs from one account to the next; the rest is as with most. */
export interface AccountStanding {
  type: 'Full' | 'Trial';
  status: 'active' | 'suspended' | 'closed';
}

export const usualStanding: AccountStanding = { type: 'Full', status: 'active' };

const subresources = [
  ...['addresses', 'applications', 'authorized_connect_apps', 'available_phone_numbers', 'balance', 'calls'],
  ...['conferences', 'connect_apps', 'incoming_phone_numbers', 'keys', 'messages', 'notifications'],
  ...['outgoing_caller_ids', 'queues', 'recordings', 'short_codes', 'signing_keys', 'sip', 'tokens'],
  ...['transcriptions', 'usage', 'validation_requests'],
];

/** https://www.twilio.com/docs/iam/api/account#account-properties */
export function accountResource({ account, standing }: World) {
  const { accountSid, authToken } = account;
  const path = `/2010-04-01/Accounts/${accountSid}`;
  return {
    auth_token: authToken,
    date_created: 'Thu, 01 Jan 2026 09:00:00 +0000',
    date_updated: 'Thu, 01 Jan 2026 09:00:00 +0000',
    friendly_name: 'Homeroom',
    owner_account_sid: accountSid,
    sid: accountSid,
    status: standing.status,
    subresource_uris: Object.fromEntries(subresources.map((name) => [name, `${path}/${camel(name)}.json`])),
    type: standing.type,
    uri: `${path}.json`,
  };
}

const camel = (name: string) => name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
