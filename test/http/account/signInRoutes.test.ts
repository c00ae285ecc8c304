import { expect, test } from 'vitest';
import { signInPages } from '../../../http/account/signInRoutes.ts';
import { newClass } from '../../support/class.ts';
import { newWorld, type World } from '../../support/world.ts';

const origin = 'https://class.example';

async function opened() {
  const world = await newWorld();
  await newClass(world, { members: { olga: 'telegram organizer', mallory: 'telegram' } });
  const pages = signInPages({ ...world.deps, publicUrl: origin, limitSignIns: (_c, next) => next() });
  return { world, pages };
}

type Pages = Awaited<ReturnType<typeof opened>>['pages'];

/** A browser with its cookies. */
function browser({ routes }: Pages) {
  const cookies = new Map<string, string>();
  async function ask(path: string, init: RequestInit & { from?: string } = {}) {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const { from = origin, ...rest } = init;
    const headers = { cookie, host: 'class.example', ...(init.method === 'POST' && { origin: from }) };
    const response = await routes.request(`${origin}${path}`, {
      ...rest,
      headers: { ...headers, ...rest.headers },
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      if (value) cookies.set(name!, value);
      else cookies.delete(name!);
    }
    return { status: response.status, text: await response.text(), headers: response.headers };
  }
  const post = (path: string, fields: Record<string, string> = {}, from = origin) =>
    ask(path, { method: 'POST', body: new URLSearchParams(fields), from });
  return { cookies, get: (path: string) => ask(path), post };
}

/** Presses the button, and returns the code that is shown. */
async function asks(someone: ReturnType<typeof browser>): Promise<string> {
  await someone.post('/admin/sign-in');
  const { text } = await someone.get('/admin/sign-in');
  return /\/admin ([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(text)![1]!;
}

/** Writes the code to the bot, and returns what it answers. */
async function writes(world: World, name: string, code: string): Promise<string> {
  const phone = world.phones.get(name)!;
  await world.hear(phone, { kind: 'text', text: `/admin ${code}`, replyTo: null });
  return /sign-in\/([0-9A-Z-]{9})/.exec(phone.news.splice(0).join(' '))?.[1] ?? 'none';
}

const isIn = ({ cookies }: ReturnType<typeof browser>) => cookies.has('__Host-homeroom_account');

test('the browser that showed the code is signed in by the bot’s answer, as whoever wrote it', async () => {
  const { world, pages } = await opened();
  const own = browser(pages);
  const answer = await writes(world, 'olga', await asks(own));
  const shown = await own.get(`/admin/sign-in/${answer}`);
  expect(shown.text).toContain('You sign in as Olga in Lincoln High.');
  expect(isIn(own)).toBe(false);
  expect((await own.post('/admin/enter', { answer })).status).toBe(303);
  expect(isIn(own)).toBe(true);
});

test('a link that a messenger opens for its preview is none the worse for it', async () => {
  const { world, pages } = await opened();
  const own = browser(pages);
  const answer = await writes(world, 'olga', await asks(own));
  for (let times = 0; times < 20; times++) {
    const preview = await browser(pages).get(`/admin/sign-in/${answer}`);
    expect(preview.text).not.toContain('Olga');
  }
  await own.get(`/admin/sign-in/${answer}`);
  await own.post('/admin/enter', { answer });
  expect(isIn(own)).toBe(true);
});

test('whoever gets hold of the link cannot use it in another browser', async () => {
  const { world, pages } = await opened();
  const own = browser(pages);
  const answer = await writes(world, 'olga', await asks(own));
  const thief = browser(pages);
  await asks(thief);
  expect((await thief.post('/admin/enter', { answer })).status).toBe(400);
  expect(isIn(thief)).toBe(false);
});

test('who talks an organizer into writing their code does not get what the bot answers', async () => {
  const { world, pages } = await opened();
  const phisher = browser(pages);
  const answer = await writes(world, 'olga', await asks(phisher));
  const victim = browser(pages);
  // The organizer opens the link, in a browser that asked for nothing.
  await victim.get(`/admin/sign-in/${answer}`);
  await victim.post('/admin/enter', { answer });
  expect([isIn(victim), isIn(phisher)]).toEqual([false, false]);
});

test('nobody is signed in as somebody else by a link they follow', async () => {
  const { world, pages } = await opened();
  const mallorys = browser(pages);
  const answer = await writes(world, 'mallory', await asks(mallorys));
  const victim = browser(pages);
  await asks(victim);
  await victim.post('/admin/enter', { answer });
  expect(isIn(victim)).toBe(false);
});

test.each(['/admin/sign-in', '/admin/enter', '/admin/sign-out'])(
  'another site cannot post %s',
  async (path) => {
    const { pages } = await opened();
    expect((await browser(pages).post(path, {}, 'https://evil.example')).status).toBe(403);
  },
);

test('an answer is good for once, and for ten minutes', async () => {
  const { world, pages } = await opened();
  const own = browser(pages);
  const answer = await writes(world, 'olga', await asks(own));
  const copy = new Map(own.cookies);
  await own.post('/admin/enter', { answer });
  const again = browser(pages);
  for (const [name, value] of copy) again.cookies.set(name, value);
  await again.post('/admin/enter', { answer });
  expect(isIn(again)).toBe(false);

  const late = browser(pages);
  const second = await writes(world, 'olga', await asks(late));
  world.clock.advance(10 * 60_000);
  await late.post('/admin/enter', { answer: second });
  expect(isIn(late)).toBe(false);
});

test('five wrong answers end it', async () => {
  const { world, pages } = await opened();
  const own = browser(pages);
  const answer = await writes(world, 'olga', await asks(own));
  for (let times = 0; times < 5; times++) await own.post('/admin/enter', { answer: 'AAAA-AAAA' });
  await own.post('/admin/enter', { answer });
  expect(isIn(own)).toBe(false);
});

test('before anybody wrote the code nothing opens', async () => {
  const { pages } = await opened();
  const own = browser(pages);
  await asks(own);
  for (const answer of ['', 'AAAA-AAAA', 'null', '0'.repeat(5_000)]) {
    expect((await own.post('/admin/enter', { answer })).status).toBeGreaterThanOrEqual(400);
  }
  expect(isIn(own)).toBe(false);
});

test('signing out ends the session, for whoever has a copy of the cookie too', async () => {
  const { world, pages } = await opened();
  const own = browser(pages);
  const answer = await writes(world, 'olga', await asks(own));
  await own.post('/admin/enter', { answer });
  const held = await pages.signedIn(contextWith(own));
  expect(held).toMatchObject({ name: 'Olga', role: 'organizer', isOperator: false });
  const copy = contextWith(own);
  await own.post('/admin/sign-out');
  expect(await pages.signedIn(copy)).toBeNull();
});

test('pages run nothing, are framed by nobody and tell no other site where they were', async () => {
  const { pages } = await opened();
  const { headers } = await browser(pages).get('/admin/sign-in');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('content-security-policy')).not.toContain('unsafe');
  expect(headers.get('referrer-policy')).toBe('same-origin');
  expect(headers.get('cache-control')).toBe('no-store');
});

/** As much of Hono's context as reading a cookie needs. */
function contextWith({ cookies }: ReturnType<typeof browser>) {
  const header = [...cookies].map((pair) => pair.join('=')).join('; ');
  return { req: { raw: { headers: new Headers({ cookie: header }) }, header: () => header } } as never;
}
