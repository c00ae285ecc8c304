import type { Cast, ChannelName } from '../cast.ts';
import type { Providers } from '../phones/acts.ts';
import { type InviteSeen, latestInvite } from '../phones/invite.ts';
import type { Actor, Answer } from './actor.ts';
import { StoryStopped } from './player.ts';

/** Founds the first class; returns its invite. */
export async function founds(olga: Actor, code: string): Promise<string> {
  await putsAway(olga);
  await olga.opens(code);
  const named: Answer = {
    to: /community called/i,
    with: (actor) => actor.says('Lincoln High, Class of 1998'),
  };
  const done = await olga.answersUntil(/start=[\w-]+/, [named, ...registration(olga)]);
  return /start=([\w-]+)/.exec(done.text)![1]!;
}

/** Registers, answer by answer, until the classmates are asked. */
export async function registers(actor: Actor, invite: string): Promise<void> {
  await putsAway(actor);
  await actor.opens(invite);
  await actor.answersUntil(/asking your classmates/i, registration(actor));
}

/** An organizer is asked whether they know somebody, and does. */
export async function letsIn(olga: Actor, newcomer: Actor): Promise<void> {
  const request = olga
    .lines()
    .findLast(({ text }) => text.includes(newcomer.fullName) && /Request \d+/.test(text));
  const asked = request ?? (await olga.hears(new RegExp(`Request \\d+[\\s\\S]*${newcomer.fullName}`)));
  await olga.chooses(asked, /^yes/i);
  await newcomer.hears(/you are in/i);
}

/** The invite of a class that is there already. @throws {StoryStopped} where no phone holds it */
export function knownInvite(parts: Providers & { cast: Cast }): string {
  const invite: InviteSeen | null = latestInvite(parts, parts.cast.members);
  if (invite) return invite.code;
  throw new StoryStopped(
    'There is a class already, but no phone here holds its invite. Ask its organizer to write /invite, or start with an empty DATA_DIR.',
  );
}

/** Whoever looked at the page may have begun something by hand: what is open is put away first. */
async function putsAway(actor: Actor): Promise<void> {
  if (!actor.hasSpoken) return;
  await actor.says(actor.member.channel === 'telegram' ? '/cancel' : 'EXIT');
  await actor.hears(/./);
}

/** What registration asks, and what this person says to it. */
function registration({ fullName, member }: Actor): Answer[] {
  return [
    { to: /full name/i, with: (actor) => actor.says(fullName) },
    { to: /which year/i, with: (actor) => actor.says('1998') },
    { to: /house or section/i, with: (actor) => actor.says('Blue') },
    { to: /share it with the button/i, with: (actor) => actor.sharesContact() },
    // Asked once more, which may be, whoever shared theirs with the button does not type it as well.
    {
      to: /^(?!.*with the button).*type it with its country code/is,
      with: (actor) => actor.says(member.number),
    },
    { to: /six digits/i, with: (actor) => actor.typesCode() },
    {
      to: /where do you want to get/i,
      with: (actor, line) => actor.chooses(line, ownChannel[member.channel]),
    },
    { to: /which city/i, with: (actor, line) => actor.chooses(line, /./) },
  ];
}

const ownChannel: Record<ChannelName, RegExp> = {
  telegram: /telegram/i,
  sms: /sms/i,
  whatsapp: /whatsapp/i,
  'whatsapp-web': /whatsapp/i,
  email: /mail/i,
  web: /web/i,
};
