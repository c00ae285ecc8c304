import { createHmac } from 'node:crypto';
import type { Context } from 'hono';
import { Refusal, refusals } from './refusal.ts';
import type { World } from './world.ts';

/** How Meta sees number and token; people's complaints, reviews and time change it, and here whoever sets it up. */
export interface BusinessStanding {
  /** `CONNECTED`, `FLAGGED`, `BANNED`, ... */
  status: string;
  quality: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  verification: 'VERIFIED' | 'NOT_VERIFIED' | 'EXPIRED';
  mode: 'LIVE' | 'SANDBOX';
  /** When the token ends; null: never. */
  tokenEndsAt: Date | null;
  scopes: string[];
}

export const usualStanding: BusinessStanding = {
  status: 'CONNECTED',
  quality: 'GREEN',
  verification: 'VERIFIED',
  mode: 'LIVE',
  tokenEndsAt: null,
  scopes: ['whatsapp_business_management', 'whatsapp_business_messaging', 'public_profile'],
};

const usualFields =
  'verified_name,code_verification_status,display_phone_number,quality_rating,platform_type,throughput';

/**
 * The fields that were asked for, and the id.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number/phone-number-api
 * @throws {Refusal} for a field there is not
 */
export function phoneNumberResource({ account, standing }: World, asked = usualFields) {
  const known: Record<string, unknown> = {
    verified_name: account.name,
    code_verification_status: standing.verification,
    display_phone_number: account.phoneNumber,
    quality_rating: standing.quality,
    platform_type: 'CLOUD_API',
    throughput: { level: 'STANDARD' },
    status: standing.status,
    account_mode: standing.mode,
    name_status: 'APPROVED',
    is_pin_enabled: true,
    id: account.phoneNumberId,
  };
  const fields = [...asked.split(',').filter(Boolean), 'id'];
  const unknown = fields.find((field) => !Object.hasOwn(known, field));
  if (unknown !== undefined) throw refusals.unknownField(unknown);
  return Object.fromEntries(fields.map((field) => [field, known[field]]));
}

/** What a token is told of itself (https://developers.facebook.com/docs/graph-api/reference/debug_token). */
export function debugToken({ account, standing, clock }: World, token: string | undefined) {
  if (token === undefined) throw refusals.missing('input_token');
  if (token !== account.accessToken)
    return {
      data: { error: { code: 190, message: 'Invalid OAuth access token.' }, is_valid: false, scopes: [] },
    };
  const { tokenEndsAt, scopes } = standing;
  const endsAt = tokenEndsAt ? Math.floor(tokenEndsAt.getTime() / 1_000) : 0;
  return {
    data: {
      app_id: '300000000000003',
      type: 'SYSTEM_USER',
      application: account.name,
      data_access_expires_at: 0,
      expires_at: endsAt,
      is_valid: !tokenEndsAt || tokenEndsAt > clock.now(),
      issued_at: 1_767_258_000,
      scopes,
      user_id: '400000000000004',
    },
  };
}

/**
 * A request that carries a proof of the app's secret must carry the right one
 * (https://developers.facebook.com/docs/graph-api/guides/secure-requests).
 */
export function checkProof({ account }: World, c: Context): void {
  const given = c.req.query('appsecret_proof');
  if (given === undefined) return;
  const proof = createHmac('sha256', account.appSecret).update(account.accessToken).digest('hex');
  if (given === proof) return;
  const message = 'Invalid appsecret_proof provided in the API argument';
  throw new Refusal(400, { message, type: 'GraphMethodException', code: 100 });
}
