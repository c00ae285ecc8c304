import {
  type Conversation,
  type ConversationFlavor,
  conversations,
  createConversation,
} from '@grammyjs/conversations';
import { sequentialize } from '@grammyjs/runner';
import { PsqlAdapter } from '@grammyjs/storage-psql';
import { Bot, type Context, Keyboard, webhookCallback } from 'grammy';
import { Hono } from 'hono';
import pg from 'pg';
import { serveFor } from './child.ts';
import { classes, inviteCode, secret, token } from './person.ts';

/**
 * The same registration as its documentation teaches it: conversations kept in PostgreSQL, updates of a chat one after
 * the other. It looks the invite up and writes the applicant; it has no dedupe key, no outbox and no lock.
 */

const pool = new pg.Pool({ connectionString: process.argv[2]!, max: 10 });
await pool.query('create table if not exists invites (code text primary key, community text not null)');
await pool.query(`create table if not exists applicants (id bigserial primary key, chat bigint not null, community text,
  name text, year int, section text, phone text, channel text, time_zone text)`);
for (let index = 0; index < classes; index++) {
  await pool.query('insert into invites values ($1, $2) on conflict do nothing', [
    inviteCode(index),
    `Class ${index}`,
  ]);
}

type Outside = ConversationFlavor<Context>;
type Registration = Conversation<Outside, Context>;

let answers = 0;
let messageId = 0;

/** The Bot API, answering at once. Not a transformer, as those of the bot are not used inside conversations. */
const nullTelegram = async () => {
  answers++;
  const result = { message_id: ++messageId, date: 1_760_000_000, chat: { id: 1, type: 'private' }, text: '' };
  return { ok: true, json: async () => ({ ok: true, result }) };
};

const bot = new Bot<Outside>(token, {
  client: { fetch: nullTelegram as never },
  botInfo: {
    id: 7_000_001,
    is_bot: true,
    first_name: 'Homeroom',
    username: 'homeroom_bot',
    can_join_groups: false,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
  } as never,
});

async function registration(conversation: Registration, ctx: Context, code: string) {
  const community = await conversation.external(async () => {
    const { rows } = await pool.query<{ community: string }>(
      'select community from invites where code = $1',
      [code],
    );
    return rows[0]?.community ?? null;
  });
  if (!community) return void (await ctx.reply('I do not know this code.'));
  await ctx.reply(`Welcome to ${community}! What is your full name, as your classmates knew you?`);
  const name = (await conversation.waitFor('message:text')).message.text;
  await ctx.reply(`Thank you, ${name}. In which year did you graduate, or should have?`);
  const year = await yearOf(conversation);
  await ctx.reply('Which house or section were you in? (You can skip this.)', {
    reply_markup: new Keyboard().text('Skip').oneTime(),
  });
  const section = (await conversation.waitFor('message:text')).message.text;
  await ctx.reply('Your phone number shows that you are one person, once.', {
    reply_markup: new Keyboard().requestContact('Share my phone number').oneTime(),
  });
  const phone = (await conversation.waitFor('message:contact')).message.contact.phone_number;
  await ctx.reply('Where do you want to get what your classmates write?', {
    reply_markup: new Keyboard().text('Telegram').text('SMS').oneTime(),
  });
  const channel = (await conversation.waitFor('message:text')).message.text;
  await ctx.reply('Which city’s time do you live by?', {
    reply_markup: new Keyboard()
      .text('New York')
      .text('Chicago')
      .text('Denver')
      .text('Los Angeles')
      .oneTime(),
  });
  const timeZone = (await conversation.waitFor('message:text')).message.text;
  await conversation.external(async () => {
    await pool.query(
      `insert into applicants (chat, community, name, year, section, phone, channel, time_zone)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [ctx.chatId, community, name, year, section === 'Skip' ? null : section, phone, channel, timeZone],
    );
  });
  await ctx.reply(`Thank you! Your classmates of ${community} are asked whether they know you.`);
}

async function yearOf(conversation: Registration): Promise<number> {
  for (;;) {
    const ctx = await conversation.waitFor('message:text');
    if (/^\d{4}$/.test(ctx.message.text)) return Number(ctx.message.text);
    await ctx.reply('Please write the year with four digits, like 1998.');
  }
}

bot.use(sequentialize((ctx) => String(ctx.chatId)));
bot.use(
  conversations({
    storage: {
      type: 'key',
      version: 1,
      adapter: (await PsqlAdapter.create({ tableName: 'conversations', client: pool as never })) as never,
    },
  }),
);
bot.use(createConversation(registration));
bot.command('start', (ctx) => ctx.conversation.enter('registration', ctx.match));

const app = new Hono().post(
  '/webhooks/telegram',
  webhookCallback(bot, 'hono', { secretToken: secret, onTimeout: 'throw' }),
);

serveFor(app, {
  async settle() {
    const { rows } = await pool.query<{ count: string }>('select count(*) from applicants');
    return { registered: Number(rows[0]!.count), answers };
  },
  stop: () => pool.end(),
});
