import type { Run } from '../simulate.ts';
import { called, heardBy } from './phones.ts';

/** A send that had begun when somebody said STOP cannot be called back: a lane in hand, a machine that stood still. */
const graceMs = 60_000;

/** Nothing arrives in quiet hours, and nothing is sent after STOP. */
export async function silence(run: Run): Promise<string[]> {
  return [...(await disturbed(run)), ...(await afterStop(run))];
}

/** In their quiet hours and between digests people get answers to what they say, but no posts. */
async function disturbed({ sql, desk, stage }: Run): Promise<string[]> {
  const posts = await sql<{ text: string; name: string }[]>`
    select m.text, p.name from messages m join memberships a on a.id = m.author_id join people p on p.id = a.person_id`;
  return stage.silences.flatMap(({ member, from, to }) => {
    return heardBy(desk, desk.cast.find(member)!)
      .filter(({ at }) => at > from && at < to)
      .filter(({ text }) => posts.some((post) => text.includes(post.text)))
      .map(({ at, text }) => `${member} was disturbed at ${at.toISOString()} by “${text}”`);
  });
}

async function afterStop({ sql, desk, sends }: Run): Promise<string[]> {
  const stops = await sql<{ name: string; from: Date; to: Date | null }[]>`
    select p.name, s.created_at as from, s.ended_at as to from suppressions s
    join addresses a on a.id = s.address_id join people p on p.id = a.person_id`;
  return stops.flatMap(({ name, from, to }) => {
    const [member] = called(desk, name);
    const addressee = member!.telegramId ? String(member!.telegramId) : member!.number;
    return sends
      .filter((send) => send.to === addressee)
      .filter(({ at }) => at.getTime() > from.getTime() + graceMs && (!to || at < to))
      .map(({ at }) => `${name} was written to at ${at.toISOString()}, after STOP at ${from.toISOString()}`);
  });
}
