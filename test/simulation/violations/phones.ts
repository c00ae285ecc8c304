import { type Classmate, fullName } from '../../../lab/cast.ts';
import type { Run } from '../simulate.ts';

/** Words that came to somebody, and when. */
export interface Heard {
  at: Date;
  text: string;
}

/** Somebody on Telegram has a phone for texts as well, where what cannot go there arrives. */
export function heardBy({ telegram, twilio }: Run['desk'], { telegramId, number }: Classmate): Heard[] {
  const inChat = telegramId ? telegram.phones.of(telegramId).heard() : [];
  const texts = twilio.phones.of(number).inbox();
  return [
    ...inChat.map(({ at, text }) => ({ at, text })),
    ...texts.map(({ at, body }) => ({ at: new Date(at), text: body })),
  ];
}

/** Whose phones they are: somebody may have shown several. */
export const called = ({ cast }: Run['desk'], name: string): Classmate[] =>
  cast.members.filter((member) => fullName(member) === name);
