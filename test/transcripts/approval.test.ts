import { test } from 'vitest';
import { addInvite, newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

/** A class of one organizer and three members, one of them of another year, and an open invite. */
async function newSchool(members: Record<string, string> = {}) {
  const world = await newWorld();
  const school = await newClass(world, {
    name: 'Lincoln 98',
    members: { olga: 'organizer', ben: 'Blue', cho: 'Blue', dora: '1997 Red', ...members },
  });
  await addInvite(world, school);
  return { world, school };
}

/** Ana registers by text message, until her classmates have been asked and she was told so. */
const anaApplies = `
  ana: sms +14155550123
  ana> JOIN K7QM-2XRD
  ana~
  ana> Ana Lopez
  ana~
  ana> 1998
  ana~
  ana> Blue
  ana~
  ana> 1
  ana< Thank you! I am asking your classmates in Lincoln 98 now…
  olga< Request 1: Ana Lopez (1998, Blue) asks to join Lincoln 98. Do you know them? [Yes, I know them] [No]
  ben< Request 1: Ana Lopez (1998, Blue) asks to join Lincoln 98. Do you know them? [Yes, I know them] [No]
  cho< Request 1: Ana Lopez (1998, Blue) asks to join Lincoln 98. Do you know them? [Yes, I know them] [No]
`;

test('an applicant by text message is let in by two members on Telegram', async () => {
  const { world } = await newSchool();
  await play(
    world,
    `
    ${anaApplies}
    ben> [Yes, I know them]
    ben< Thank you. I noted that you know Ana Lopez (1998, Blue).
    cho> /approve 1
    cho< Thank you. I noted that you know Ana Lopez (1998, Blue).
    cho< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    ana< You are in! Your classmates in Lincoln 98 know you. Write anything to share it with them; MENU shows what else you can do.
    olga< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    ben< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    dora< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    `,
  );
});
