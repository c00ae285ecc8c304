import { addInvite, newClass } from './class.ts';
import { newWorld } from './world.ts';

/** A class that somebody may join with the invite K7QM-2XRD; Olga organizes it. */
export async function openClass(
  options: Parameters<typeof newWorld>[0] = {},
  members: Record<string, string> = { olga: 'organizer' },
) {
  const world = await newWorld(options);
  const school = await newClass(world, { name: 'Lincoln 98', members });
  await addInvite(world, school);
  return { world, school };
}

/** Ana's answers on Telegram, up to the question for her phone number. */
export const anaUpToPhone = `
  ana: telegram 1001
  ana> /start K7QM-2XRD
  ana~
  ana> Ana Lopez
  ana~
  ana> 1998
  ana~
  ana> [Skip]
  ana< I ask for your phone number so that nobody joins twice. Share it with the button, or type it with its country code, like +14155550123. [Share my phone number]
`;

/** Her last two answers. */
export const anaFinishes = `
  ana< Where do you want to get what your classmates write? [Telegram] [SMS]
  ana> [Telegram]
  ana< Which city’s time do you live by? …
  ana> [New York]
  ana< Thank you! I am asking your classmates in Lincoln 98 now whether they know you (request 1). You hear from me as soon as they decide.
  olga< Request 1: Ana Lopez (1998) asks to join Lincoln 98. Do you know them? …
`;
