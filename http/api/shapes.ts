import { z } from '@hono/zod-openapi';
import { id, moment } from './listing.ts';

/** What several resources show. */

export const role = z.enum(['member', 'moderator', 'organizer']);
export const status = z.enum(['pending', 'active', 'suspended', 'left', 'rejected', 'expired']);
export const channel = z.enum(['telegram', 'sms', 'whatsapp', 'whatsapp-web', 'email', 'web']);

export const user = z
  .strictObject({
    id,
    number: z.int(),
    full_name: z.string(),
    graduating_year: z.int().nullable(),
    section: z.string().nullable(),
    role,
    status,
    joined_at: moment,
  })
  .openapi('User');

/** Somebody named beside something else. */
export const person = z.strictObject({ id, number: z.int(), full_name: z.string() }).openapi('Person');

export const withId = z.strictObject({ id });

export const year = z.coerce.number().int().min(1900).max(2100);

/** A number that people name something by. */
export const number = z.int().min(1).max(2_147_483_647);

export const withNumber = z.strictObject({ number: z.coerce.number().int().min(1).max(2_147_483_647) });
