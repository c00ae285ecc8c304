import type { FC } from 'hono/jsx';
import type { DeliveryStatus } from '../../../domain/content.ts';
import type { Asked } from '../asked.ts';
import { lookOf } from './words.ts';

/** How far something got. */
export const DeliveryMark: FC<{ asked: Asked; status: DeliveryStatus }> = ({ asked, status }) => (
  <span class={`mark ${lookOf(status)}`}>{asked.say(`admin.delivery.status.${status}`)}</span>
);
