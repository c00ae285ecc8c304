import { z } from 'zod';
import { webhookSchema } from './payload.ts';
import { statusOf, type TemplateNews } from './templates.ts';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/message_template_status_update */
const Update = z.object({ event: z.string(), message_template_id: z.coerce.string() });

/**
 * What a webhook tells of templates; pure. Quality and category change nothing of whether one can be sent, and their
 * webhooks are left to the next sync.
 */
export function templateNewsIn(payload: unknown): TemplateNews[] {
  const { data: webhook } = webhookSchema.safeParse(payload);
  const changes = webhook?.entry.flatMap((entry) => entry.changes) ?? [];
  return changes.flatMap(({ field, value }) => {
    if (field !== 'message_template_status_update') return [];
    const { data } = Update.safeParse(value);
    return data ? [{ id: data.message_template_id, status: statusOf(data.event) }] : [];
  });
}
