import type { Twilio } from 'twilio';
import type { Parsed } from '../../domain/channel.ts';
import { REAL_ROOT } from './client.ts';
import { parseIncomingSms } from './parse.ts';

/** What Twilio keeps of a text (https://www.twilio.com/docs/messaging/api/message-resource#message-properties). */
interface Kept {
  sid: string;
  from: string;
  to: string;
  body: string;
  numMedia: string;
  direction: string;
  dateCreated: Date;
}

interface Listing {
  instances: Kept[];
  nextPage(): Promise<Listing> | undefined;
}

/**
 * What people texted to a number since then, oldest first, as its webhook would have said it. Twilio calls a webhook once:
 * what nobody answered is only in this list. STOP and START are known by their words here, as Twilio keeps no more.
 * @throws {SendError} when Twilio cannot be asked just now
 */
export async function textsSince(client: Twilio, to: string, since: Date): Promise<Parsed[]> {
  const found: Parsed[] = [];
  // Twilio's dates are whole seconds.
  const second = Math.floor(since.getTime() / 1_000) * 1_000;
  let page: Listing | undefined = await client.messages.page({ to, pageSize: 200 });
  while (page) {
    const recent: Kept[] = page.instances.filter(({ dateCreated }) => dateCreated.getTime() >= second);
    for (const kept of recent) {
      const parsed = kept.direction === 'inbound' ? parseIncomingSms(await webhookOf(client, kept)) : null;
      if (parsed) found.push(parsed);
    }
    page = recent.length === page.instances.length ? await page.nextPage() : undefined;
  }
  return found.reverse();
}

async function webhookOf(client: Twilio, kept: Kept): Promise<Record<string, string>> {
  const { sid, from, to, body, numMedia } = kept;
  const files = numMedia === '0' ? [] : await client.messages(sid).media.list({ limit: 10 });
  return {
    ...{ MessageSid: sid, From: from, To: to, Body: body, NumMedia: String(files.length) },
    ...Object.fromEntries(
      files.flatMap(({ uri, contentType }, i) => [
        [`MediaUrl${i}`, `${REAL_ROOT}${uri.replace(/\.json$/, '')}`],
        [`MediaContentType${i}`, contentType],
      ]),
    ),
  };
}
