import { z } from 'zod';
import type { Graph } from '../bots/whatsapp/graph.ts';
import { webhookPath } from '../bots/whatsapp/webhook.ts';
import { type Finding, fine, hint, wrong } from './finding.ts';
import { shownHost } from './shown.ts';

const Subscribed = z.object({
  data: z.array(z.looseObject({ override_callback_uri: z.string().optional().catch(undefined) })),
});

/**
 * Whether what happens with the account is posted to us.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/override
 * @throws {SendError}
 */
export async function aboutSubscription(
  graph: Graph,
  { businessAccountId, publicUrl }: { businessAccountId: string; publicUrl: string | undefined },
): Promise<Finding[]> {
  const { data: apps } = Subscribed.parse(await graph.get(`${businessAccountId}/subscribed_apps`));
  const expected = `${publicUrl}${webhookPath}`;
  const addresses = apps.map((app) => app.override_callback_uri).filter((url) => url !== undefined);
  if (addresses.includes(expected)) return [fine('What people write is posted to us.')];
  if (apps.length === 0)
    return [hint('No app is subscribed to the account yet: npm start does that, with an https PUBLIC_URL.')];
  const [other] = addresses;
  if (other === undefined)
    return [
      hint(
        "The account posts to the address in the app's own webhook settings: npm start makes it PUBLIC_URL.",
      ),
    ];
  return [
    wrong(
      `What people write is posted to ${shownHost(other)} and not to us: start Homeroom here to take it over, or give ` +
        'each installation an app of its own.',
    ),
  ];
}
