import { z } from '@hono/zod-openapi';
import { errorStatuses } from './errors.ts';

/** Which part of a list this is. */
export const listMeta = z
  .strictObject({
    page: z.int().min(1),
    per_page: z.int().min(1),
    total: z.int().min(0),
  })
  .openapi('ListMeta');

export type ListMeta = z.infer<typeof listMeta>;

/** What every answer that says yes is wrapped in. */
export const success = <D extends z.ZodType, M extends z.ZodType>(data: D, meta: M) =>
  z.strictObject({ success: z.literal(true), data, meta, error: z.null() });

/** What every answer that says no is. */
export const failure = z
  .strictObject({
    success: z.literal(false),
    data: z.null(),
    meta: z.null(),
    error: z.strictObject({
      code: z.enum(Object.keys(errorStatuses) as [keyof typeof errorStatuses]),
      message: z.string(),
      fields: z.record(z.string(), z.array(z.string())).openapi({ example: { phone_number: ['Required'] } }),
    }),
  })
  .openapi('Failure');

export const one = <T>(data: T) => ({ success: true as const, data, meta: null, error: null });

export const many = <T>(data: T[], meta: ListMeta) => ({ success: true as const, data, meta, error: null });
