import type { Twilio } from 'twilio';

export interface Question {
  to: string;
  from: string;
  bodies: string[];
  /** When the attempt began by Twilio's clock, as far as the latest answer tells: asked after one came. */
  theirTime: () => Date;
}

interface Accepted {
  sid: string;
  body: string;
  dateCreated: Date;
}

interface Listing {
  instances: Accepted[];
  nextPage(): Promise<Listing> | undefined;
}

/** Twilio's dates are whole seconds, and so is what its answers say of its clock. */
const CLOCK_SLACK_MS = 5_000;

/** A trial account's messages begin with this (https://www.twilio.com/docs/messaging/guides/how-to-use-your-free-trial-account). */
const TRIAL_PREFIX = 'Sent from your Twilio trial account - ';

/**
 * For each body the id under which Twilio accepted it, or `undefined`.
 *
 * The list is read newest first, back to the attempt. Twilio's own filter on DateSent is not used: a message that is
 * still queued has no such date yet, and "surely not accepted" must be true.
 */
export async function acceptedParts(client: Twilio, question: Question): Promise<(string | undefined)[]> {
  const candidates = await messagesSince(client, question);
  return question.bodies.map((body) => {
    const at = candidates.findIndex((candidate) => isSame(candidate.body, body));
    return at < 0 ? undefined : candidates.splice(at, 1)[0]!.sid;
  });
}

/** Nearest to the attempt first, so that an equal text sent a moment before or after is not mistaken for this one. */
async function messagesSince({ messages }: Twilio, { to, from, theirTime }: Question): Promise<Accepted[]> {
  const found: Accepted[] = [];
  let page: Listing | undefined = await messages.page({ to, from, pageSize: 50 });
  const attemptedAt = theirTime();
  const since = attemptedAt.getTime() - CLOCK_SLACK_MS;
  while (page) {
    const recent: Accepted[] = page.instances.filter(({ dateCreated }) => dateCreated.getTime() >= since);
    found.push(...recent);
    page = recent.length === page.instances.length ? await page.nextPage() : undefined;
  }
  const second = Math.floor(attemptedAt.getTime() / 1000) * 1000;
  const distance = ({ dateCreated }: Accepted) => Math.abs(dateCreated.getTime() - second);
  return found.sort((a, b) => distance(a) - distance(b));
}

function isSame(theirs: string, ours: string): boolean {
  return theirs.trim() === ours.trim() || theirs.trim() === (TRIAL_PREFIX + ours).trim();
}
