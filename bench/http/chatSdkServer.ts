import { createPostgresState } from '@chat-adapter/state-pg';
import { createTelegramAdapter, type TelegramRawMessage } from '@chat-adapter/telegram';
import { Chat, type Thread } from 'chat';
import { Hono } from 'hono';
import pg from 'pg';
import { serveFor } from './child.ts';
import { classes, inviteCode, secret, token } from './person.ts';

/**
 * The same registration with Chat SDK as its documentation teaches it: a thread's state kept in PostgreSQL, with its own
 * dedupe key and lock. What comes next is the bot's own affair there: it has no conversations.
 */
interface State {
  step: 'name' | 'year' | 'section' | 'phone' | 'channel' | 'timeZone';
  community: string;
  answers: string[];
}

const pool = new pg.Pool({ connectionString: process.argv[2]!, max: 10 });
await pool.query('create table invites (code text primary key, community text not null)');
await pool.query(
  'create table applicants (chat bigint primary key, community text not null, answers jsonb not null)',
);
for (let index = 0; index < classes; index++) {
  await pool.query('insert into invites values ($1, $2)', [inviteCode(index), `Class ${index}`]);
}

let answers = 0;
let messageId = 0;

/** The Bot API, answering at once; the adapter knows no other way to it than the global one. */
globalThis.fetch = async (input) => {
  if (String(input).endsWith('/getMe')) return Response.json({ ok: true, result: me });
  if (!String(input).endsWith('/sendMessage')) return Response.json({ ok: true, result: true });
  answers++;
  const chat = { id: 1, type: 'private' };
  return Response.json({
    ok: true,
    result: { message_id: ++messageId, date: 1_760_000_000, chat, text: 'x' },
  });
};
const me = { id: 7_000_001, is_bot: true, first_name: 'Homeroom', username: 'homeroom_bot' };

const bot = new Chat<Record<string, ReturnType<typeof createTelegramAdapter>>, State>({
  userName: 'homeroom_bot',
  adapters: {
    telegram: createTelegramAdapter({
      botToken: token,
      secretToken: secret,
      mode: 'webhook',
      userName: 'homeroom_bot',
    }),
  },
  state: createPostgresState({ client: pool }),
  logger: 'error',
  concurrency: 'queue',
});

bot.onSlashCommand('/start', async (event) => {
  const thread = bot.thread(event.channel.id) as Thread<State>;
  const { rows } = await pool.query<{ community: string }>('select community from invites where code = $1', [
    event.text,
  ]);
  const community = rows[0]?.community;
  if (!community) return void (await thread.post('I do not know this code.'));
  await thread.setState({ step: 'name', community, answers: [] }, { replace: true });
  await thread.post(`Welcome to ${community}! What is your full name, as your classmates knew you?`);
});

bot.onDirectMessage(async (thread, message) => {
  const state = (await thread.state) as State | null;
  if (!state) return void (await thread.post('Please send the code of your class.'));
  const { contact, text = '' } = message.raw as TelegramRawMessage & { contact?: { phone_number: string } };
  const answer = state.step === 'phone' ? contact?.phone_number : text;
  if (!answer || (state.step === 'year' && !/^\d{4}$/.test(answer)))
    return void (await thread.post('Please write the year with four digits, like 1998.'));
  const given = { ...state, answers: [...state.answers, answer] };
  const next = steps[steps.indexOf(state.step) + 1];
  if (next) {
    await thread.setState({ ...given, step: next });
    return void (await thread.post(questions[next]));
  }
  await pool.query('insert into applicants values ($1, $2, $3)', [
    message.author.userId,
    state.community,
    JSON.stringify(given.answers),
  ]);
  await thread.setState({}, { replace: true });
  await thread.post(`Thank you! Your classmates of ${state.community} are asked whether they know you.`);
});

const steps = ['name', 'year', 'section', 'phone', 'channel', 'timeZone'] as const;
const questions = {
  name: 'What is your full name, as your classmates knew you?',
  year: 'In which year did you graduate, or should have?',
  section: 'Which house or section were you in? (You can skip this.)',
  phone: 'Your phone number shows that you are one person, once.',
  channel: 'Where do you want to get what your classmates write?',
  timeZone: 'Which city’s time do you live by?',
};

await bot.initialize();

/** Answered when what it did is kept, as everybody here does. */
const app = new Hono().post('/webhooks/telegram', async (c) => {
  const underWay: Promise<unknown>[] = [];
  const response = await bot.webhooks.telegram!(c.req.raw, { waitUntil: (task) => void underWay.push(task) });
  await Promise.all(underWay);
  return response;
});

serveFor(app, {
  async settle() {
    const { rows } = await pool.query<{ count: string }>('select count(*) from applicants');
    return { registered: Number(rows[0]!.count), answers };
  },
  stop: () => pool.end(),
});
