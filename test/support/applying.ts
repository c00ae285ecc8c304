import { addInvite, newClass } from './class.ts';
import { newWorld } from './world.ts';

/** A class of one organizer and three members, one of them of another year, and an open invite. */
export async function newSchool(members: Record<string, string> = {}) {
  const world = await newWorld();
  const school = await newClass(world, {
    name: 'Lincoln 98',
    members: { olga: 'organizer', ben: 'Blue', cho: 'Blue', dora: '1997 Red', ...members },
  });
  await addInvite(world, school);
  return { world, school };
}

/** Ana registers by text message, until her classmates have been asked and she was told so. */
export const anaApplies = `
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
