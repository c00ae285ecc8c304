import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { addressOf, type Cast, type Classmate } from './cast.ts';
import type { ClassPhone } from './classPhone.ts';
import { knobs, turnOff, turnOn } from './knobs.ts';
import type { Live, LiveEvent } from './live.ts';
import { act, type Providers, perform } from './phones/acts.ts';
import { fileOnPhone } from './phones/files.ts';
import { mailBody } from './phones/mailBody.ts';
import { playEverybody } from './story/everybody.ts';
import type { Player } from './story/player.ts';
import { playStory } from './story/story.ts';
import type { Clock } from './telegram/world.ts';

export interface ApiParts extends Providers {
  clock: Clock;
  cast: Cast;
  live: Live;
  player: Player;
  classPhone: ClassPhone | null;
  /** Everything the page shows. */
  state(): Promise<unknown>;
  skip(ms: number): Promise<void>;
  foundingCode(): Promise<string | null>;
}

const newPhone = z.object({
  channel: z.enum(['telegram', 'sms', 'whatsapp', 'whatsapp-web', 'email', 'web']),
  firstName: z.string().trim().min(1, 'Please give the phone’s owner a name.').max(40),
  lastName: z.string().trim().max(40).default(''),
  language: z.enum(['en', 'es']),
  number: z.string().regex(/^\+[1-9]\d{6,14}$/, 'Please write the number with + and its country code.'),
  email: z
    .union([
      z.literal('').transform(() => undefined),
      z.email('Please write the address as name@mail.example.'),
    ])
    .optional(),
});

const dayMs = 86_400_000;
const skipping = z.object({
  ms: z
    .number()
    .int()
    .min(1)
    .max(31 * dayMs),
});
const fault = z.object({ times: z.number().int().min(1).max(1_000).optional() });
const playing = z.object({
  speed: z.number().min(0.5).max(100).default(1),
  /** `everybody`: with a class on every channel there is. */
  story: z.enum(['short', 'everybody']).default('short'),
});

/** What the page asks for, all in JSON; refusals are `{ problem }` with a sentence. */
export function apiRoutes(parts: ApiParts): Hono {
  const { cast, live, player } = parts;
  const routes = new Hono();
  routes.use(bodyLimit({ maxSize: 64 * 1024, onError: (c) => refuse(c, 'That is too much at once.', 413) }));

  routes.get('/state', async (c) => c.json((await parts.state()) as object));
  routes.get('/events', (c) => stream(c, parts));

  routes.post('/phones', async (c) => {
    const wanted = await read(c, newPhone);
    if (isTaken(cast, wanted)) return refuse(c, 'There is a phone with this number already.', 409);
    if (isMailbox(cast, wanted)) return refuse(c, 'There is a mailbox with this address already.', 409);
    return c.json({ id: cast.add({ ...wanted, about: 'your own' }).id }, 201);
  });
  routes.get('/phones/:id/files/:fileId', async (c) => {
    const { id, fileId } = c.req.param();
    const file = await fileOnPhone(c, { ...parts, member: cast.find(id), fileId });
    return file ?? refuse(c, 'There is no such file on this phone.', 404);
  });
  routes.get('/phones/:id/mails/:mailId', (c) => {
    const { id, mailId } = c.req.param();
    return (
      mailBody(c, { ...parts, member: cast.find(id), mailId }) ??
      refuse(c, 'There is no such mail in this mailbox.', 404)
    );
  });
  routes.post('/phones/:id', async (c) => {
    const member = cast.find(c.req.param('id'));
    if (!member) return refuse(c, 'There is no such phone.', 404);
    await perform(parts, member, await read(c, act));
    return c.json({});
  });

  routes.post('/class-phone/:act{scan|unlink}', async (c) => {
    if (!parts.classPhone) return refuse(c, 'The class’s number has no phone here.', 404);
    await (c.req.param('act') === 'scan' ? parts.classPhone.scan() : parts.classPhone.unlink());
    return c.json({});
  });

  routes.post('/clock', async (c) => {
    if (player.isPlaying)
      return refuse(c, 'The story is playing; the clock can be moved when it is over.', 409);
    await parts.skip((await read(c, skipping)).ms);
    live.labChanged();
    return c.json({ now: parts.clock.now() });
  });

  routes.put('/faults/:id', async (c) => {
    const id = c.req.param('id');
    if (!knobs.some((one) => one.id === id)) return refuse(c, 'There is no such fault.', 404);
    turnOn(parts, id, (await read(c, fault)).times);
    return c.json({});
  });
  routes.delete('/faults/:id?', (c) => {
    turnOff(parts, c.req.param('id'));
    return c.json({});
  });

  routes.post('/story', async (c) => {
    const { speed, story } = await read(c, playing);
    if (!hasStage(cast)) return refuse(c, 'The story needs both Telegram and text messages.', 409);
    if (player.isPlaying) player.setSpeed(speed);
    else stories[story](parts, speed).catch((error: Error) => player.end(error));
    return c.json({});
  });
  routes.delete('/story', (c) => {
    player.stop();
    return c.json({});
  });

  routes.onError((error, c) => {
    if (error instanceof z.ZodError)
      return refuse(c, error.issues[0]?.message ?? 'That was not understood.', 400);
    return refuse(c, error.message, 409);
  });
  return routes;
}

const stories = { short: playStory, everybody: playEverybody };

const hasStage = ({ members }: Cast) =>
  (['telegram', 'sms'] as const).every((wanted) => members.some(({ channel }) => channel === wanted));

const isTaken = ({ members }: Cast, { channel, number }: Pick<Classmate, 'channel' | 'number'>) =>
  members.some((one) => one.channel === channel && one.number === number);

const isMailbox = (cast: Cast, wanted: z.output<typeof newPhone>) =>
  wanted.channel === 'email' && cast.byMail((wanted.email ?? addressOf(wanted)).toLowerCase()) !== undefined;

async function read<Shape extends z.ZodType>(c: Context, shape: Shape): Promise<z.output<Shape>> {
  const body: unknown = await c.req.json().catch(() => ({}));
  return shape.parse(body);
}

const refuse = (c: Context, problem: string, status: 400 | 404 | 409 | 413) => c.json({ problem }, status);

const heartbeatMs = 15_000;

/** The whole state first, then every change; the browser connects again by itself. */
function stream(c: Context, { live, clock, state }: ApiParts): Response {
  return streamSSE(c, async (sse) => {
    let isBehind = true;
    const late: LiveEvent[] = [];
    const write = ({ event, data }: LiveEvent) => sse.writeSSE({ event, data: JSON.stringify(data) });
    const stop = live.listen(
      (event) => void (isBehind ? late.push(event) : write(event)),
      () => void sse.close(),
    );
    await sse.writeSSE({ event: 'state', data: JSON.stringify(await state()), retry: 1_000 });
    isBehind = false;
    for (const event of late) await write(event);
    await beating(sse, clock);
    stop();
  });
}

/** Keeps the connection alive where something between would end a silent one; resolves at its end. */
function beating(sse: SSEStreamingApi, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    let cancel = clock.after(heartbeatMs, beat);
    sse.onAbort(() => {
      cancel();
      resolve();
    });
    function beat() {
      if (sse.closed) return resolve();
      void sse.write(': still here\n\n');
      cancel = clock.after(heartbeatMs, beat);
    }
  });
}
