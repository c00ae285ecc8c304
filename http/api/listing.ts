import { z } from '@hono/zod-openapi';
import type { Page } from '../../db/api/paged.ts';
import { storable } from '../../domain/storable.ts';
import { many } from './envelope.ts';

/** Beyond this nobody reads, and each page costs as much as all before it. */
const lastPage = 100_000;

/**
 * What may be asked of a list: which page, and by what it is sorted. Anything else is refused by name.
 * @param columns by which it may be sorted; the first is the usual one
 */
export const listQuery = <const C extends readonly [string, ...string[]], F extends z.ZodRawShape>(
  columns: C,
  filters: F,
) =>
  z.strictObject({
    page: z.coerce.number().int().min(1).max(lastPage).default(1),
    per_page: z.coerce.number().int().min(1).max(100).default(20),
    sort: z.enum(columns).default(columns[0] as never),
    order: z.enum(['asc', 'desc']).default('asc'),
    ...filters,
  });

interface Asked {
  page: number;
  per_page: number;
  sort: string;
  order: 'asc' | 'desc';
}

/** The part of a query that says which page. */
export const pageOf = ({ page, per_page: perPage, sort, order }: Asked) => ({ page, perPage, sort, order });

/** A page of rows, as it is answered. */
export const listed = <T>({ rows, total }: Page<T>, { page, per_page }: Asked) =>
  many(rows, { page, per_page, total });

const isStorable = (value: string) => storable(value) === value.replace(/\r\n?/g, '\n');

/** Words as people type them: no control characters, which nobody could keep or show. */
export const words = (most: number) =>
  z.string().max(most).refine(isStorable, { error: 'This holds characters that cannot be kept.' });

/** Looked for in names. */
export const searchWords = words(100).min(1);

export const id = z.uuid();
export const moment = z.iso.datetime();
export const nullableMoment = moment.nullable();
