import type { Classmate } from '../cast.ts';
import type { Providers } from './acts.ts';

/** An invite that the bot gave to somebody here. */
export interface InviteSeen {
  code: string;
  /** Whose phone holds it. */
  from: string;
}

/** The newest invite link on any phone, so that the others can be handed it. */
export function latestInvite({ telegram }: Providers, members: Classmate[]): InviteSeen | null {
  const links = members.flatMap(({ telegramId, firstName }) => {
    if (telegramId === null) return [];
    const phone = telegram.phones.of(telegramId);
    const link = new RegExp(`t\\.me/${phone.bot.user.username}\\?start=([\\w-]+)`, 'i');
    return phone.heard().flatMap(({ id, text }) => {
      const code = link.exec(text)?.[1];
      return code ? [{ id, code, from: firstName }] : [];
    });
  });
  const newest = links.sort((a, b) => b.id - a.id)[0];
  return newest ? { code: newest.code, from: newest.from } : null;
}
