import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html, raw } from 'hono/html';
import type { Engine as Sql } from '../db/client.ts';
import { findMailbox, stopMail } from '../db/unsubscribing.ts';
import type { Clock } from '../domain/clock.ts';
import { type Language, nearestLanguage, text } from '../domain/text.ts';
import { plainWords } from '../texts/words.ts';

export interface UnsubscribeDeps {
  sql: Sql;
  clock: Clock;
  newId: () => string;
  /** Whom a token was made for: a person, or a guest's address. */
  read(token: string): string | null;
}

/**
 * `/unsubscribe/TOKEN`: a page with one button for people; one POST for mail programs (RFC 8058). Nothing happens by
 * GET, since programs that look for viruses open every link.
 */
export function unsubscribeRoutes({ sql, clock, newId, read }: UnsubscribeDeps): Hono {
  const routes = new Hono();
  routes.get('/unsubscribe/:token', async (c) => {
    const bearer = read(c.req.param('token'));
    const found = bearer ? await findMailbox(sql, bearer) : null;
    if (!found) return c.html(page('en', 'unsubscribe.unknown'), 404, headers);
    return c.html(page(nearestLanguage(found.language), 'unsubscribe.ask', true), 200, headers);
  });
  routes.post('/unsubscribe/:token', bodyLimit({ maxSize: 4_096 }), async (c) => {
    const bearer = read(c.req.param('token'));
    const found = bearer ? await findMailbox(sql, bearer) : null;
    if (!bearer || !found) return c.html(page('en', 'unsubscribe.unknown'), 404, headers);
    await sql.begin((tx) => stopMail(tx, bearer, { newId, now: clock.now() }));
    return c.html(page(nearestLanguage(found.language), 'unsubscribe.done'), 200, headers);
  });
  return routes;
}

const style = `
  :root { color-scheme: light dark }
  body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 4rem auto; padding: 0 1rem }
  button { font: inherit; padding: .6rem 1.2rem; border-radius: .5rem; cursor: pointer }
`;

/** Just this style, known by its hash (CSP 3, section 2.3.1): no other may be slipped in. */
const styleHash = createHash('sha256').update(style).digest('base64');

const headers = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

type Sentence = 'unsubscribe.ask' | 'unsubscribe.done' | 'unsubscribe.unknown';

function page(language: Language, sentence: Sentence, hasButton = false) {
  const say = (key: Sentence | 'unsubscribe.title' | 'unsubscribe.button') => plainWords(text(key), language);
  return html`<!doctype html>
<html lang="${language}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${say('unsubscribe.title')}</title>
<style>${raw(style)}</style>
<h1>${say('unsubscribe.title')}</h1>
<p>${say(sentence)}</p>
${hasButton ? html`<form method="post"><button>${say('unsubscribe.button')}</button></form>` : ''}
</html>`;
}
