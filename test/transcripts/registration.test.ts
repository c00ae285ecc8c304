import { test } from 'vitest';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

test('a founder makes a community and invites', async () => {
  const world = await newWorld();
  await play(
    world,
    `
    olga: telegram 1001
    olga> /start {founding}
    olga< Welcome to Homeroom! You are its first organizer. Let us make your community. | What is your class…
    olga> Lincoln High, Class of 1998
    olga< What is your full name, as your classmates knew you?
    olga> Olga Petrova
    olga< Thank you, Olga Petrova. In which year did you graduate, or should have?
    olga> long ago
    olga< Please write the year with four digits, like 1998. | Thank you, Olga Petrova. In which year did you graduate, or should have?
    olga> back
    olga< What is your full name, as your classmates knew you?
    olga> Olga Petrova
    olga~
    olga> 1998
    olga< Which house or section were you in? (You can skip this.) [Skip]
    olga> [Skip]
    olga< Your phone number shows that you are one person, once. Share it with the button, or type it… [Share my phone number]
    olga> (contact 14155550123)
    olga< Where do you want to get what your classmates write? [Telegram] [SMS]
    olga> [Telegram]
    olga< Which city’s time do you live by? Choose, or type the nearest large city. [New York] [Chicago] [Denver] [Los Angeles]
    olga> [New York]
    olga< Lincoln High, Class of 1998 is there, and you are its organizer. Invite your classmates: | Link: https://t.me/homeroom_bot?start={code=\\S{9}} | By SMS: JOIN … to +15005550006
    `,
    { founding: await world.foundingCode() },
  );
});
