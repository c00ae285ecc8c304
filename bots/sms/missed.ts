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

/** Which of these provider's ids nobody has received yet. */
export type FindNew = (externalIds: string[]) => Promise<Set<string>>;

/**
 * What people texted to a number since then and nobody received, oldest first, as its webhook would have said it. Twilio
 * calls a webhook once: what nobody answered is only in this list. STOP and START are known by their words here, as Twilio
 * keeps no more.
 * @throws {SendError} when Twilio cannot be asked just now
 * @throws what `findNew` throws
 */
export async function missedTexts(
  client: Twilio,
  { to, since, findNew }: { to: string; since: Date; findNew: FindNew },
): Promise<Parsed[]> {
  const texts = (await textsSince(client, to, since)).filter(({ direction }) => direction === 'inbound');
  const isNew = await findNew(texts.map(({ sid }) => sid));
  const found: Parsed[] = [];
  for (const kept of texts.filter(({ sid }) => isNew.has(sid)).reverse()) {
    const parsed = parseIncomingSms(await webhookOf(client, kept));
    if (parsed) found.push(parsed);
  }
  return found;
}

/** Newest first. */
async function textsSince(client: Twilio, to: string, since: Date): Promise<Kept[]> {
  const found: Kept[] = [];
  // Twilio's dates are whole seconds.
  const second = Math.floor(since.getTime() / 1_000) * 1_000;
  let page: Listing | undefined = await client.messages.page({ to, pageSize: 200 });
  while (page) {
    const recent: Kept[] = page.instances.filter(({ dateCreated }) => dateCreated.getTime() >= second);
    found.push(...recent);
    page = recent.length === page.instances.length ? await page.nextPage() : undefined;
  }
  return found;
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
