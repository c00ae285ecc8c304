import type { Asked } from '../asked.ts';

const dayMs = 86_400_000;

/** Figures are of conversations begun within the last 30 days. */
export const since = ({ now }: Pick<Asked, 'now'>): Date => new Date(now.getTime() - 30 * dayMs);
