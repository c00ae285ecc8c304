import { run } from '@grammyjs/runner';
import { Bot, InlineKeyboard } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Lab, openLab, TOKEN } from './support.ts';

let lab: Lab;
let bot: Bot;

beforeEach(async () => {
  lab = await openLab();
  bot = new Bot(TOKEN, { client: { apiRoot: lab.root } });
  bot.command('start', (context) =>
    context.reply(`<b>Hello</b> ${context.match}`, {
      parse_mode: 'HTML',
      reply_markup: new InlineKeyboard().text('Join', 'join:1'),
    }),
  );
  bot.callbackQuery(/^join:/, async (context) => {
    await context.answerCallbackQuery('Welcome!');
    await context.reply('You joined');
  });
});

afterEach(() => lab.close());

async function playRegistration() {
  const ana = lab.telegram.phones.add({
    first_name: 'Ana',
    language_code: 'es',
    phoneNumber: '+34600000001',
  });
  ana.openLink('https://t.me/homeroom_bot?start=CODE7');
  const greeted = await ana.until((screen) => screen.messages.length === 2);
  expect(greeted.messages.map((one) => one.text)).toEqual(['/start CODE7', 'Hello CODE7']);
  expect(greeted.messages[1]!.entities).toEqual([{ type: 'bold', offset: 0, length: 5 }]);
  ana.press('Join');
  const joined = await ana.until((screen) => screen.messages.length === 3);
  expect(joined.messages[2]!.text).toBe('You joined');
  expect(joined.callbacks[0]!.answer?.text).toBe('Welcome!');
}

test('the real grammY polls, answers a deep link and a pressed button', async () => {
  void bot.start();
  await playRegistration();
  await bot.stop();
});

test("grammY's runner does the same", async () => {
  const runner = run(bot);
  await playRegistration();
  await runner.stop();
});
