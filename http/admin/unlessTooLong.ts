import { tookTooLong } from '../../db/admin/deliveries.ts';

/** What a search finds; null where it took so long that it was ended. */
export async function unlessTooLong<T>(search: Promise<T>): Promise<T | null> {
  try {
    return await search;
  } catch (error) {
    if (tookTooLong(error)) return null;
    throw error;
  }
}
