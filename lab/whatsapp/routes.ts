import { type Context, Hono } from 'hono';
import { checkProof, debugToken, phoneNumberResource } from './business.ts';
import type { CreateParts } from './create.ts';
import { bytesOf, fileAt, findMedia, mediaResource, upload } from './media.ts';
import { messages } from './messages.ts';
import { readJson } from './params.ts';
import { Refusal, refusalOf, refusals } from './refusal.ts';
import { createTemplate, listTemplates } from './templates.ts';
import type { Webhooks } from './webhooks.ts';
import type { World } from './world.ts';

export interface RouteParts extends CreateParts {
  webhooks: Webhooks;
}

/** The Graph API; mounted at a path, that path is the root the client needs instead of graph.facebook.com. */
export function apiRoutes(parts: RouteParts): Hono {
  const { world } = parts;
  const { phoneNumberId, businessAccountId, accessToken } = world.account;
  const routes = new Hono();
  routes.onError((error, c) => refused(world, error, c));
  routes.use('*', async (c, next) => {
    if (c.req.header('authorization') !== `Bearer ${accessToken}`) throw refusals.badToken();
    checkProof(world, c);
    await next();
  });

  const version = '/:version{v\\d+\\.\\d+}';
  routes.get('/whatsapp_business/attachments/', (c) => download(world, c));
  routes.post(`${version}/${phoneNumberId}/messages`, (c) => messages(parts, c));
  routes.post(`${version}/${phoneNumberId}/media`, (c) => uploaded(world, c));
  routes.get(`${version}/${phoneNumberId}`, (c) => c.json(phoneNumberResource(world, c.req.query('fields'))));
  routes.get(`${version}/${businessAccountId}/phone_numbers`, (c) =>
    c.json({ data: [phoneNumberResource(world, c.req.query('fields'))] }),
  );
  routes.get(`${version}/debug_token`, (c) => c.json(debugToken(world, c.req.query('input_token'))));
  routes.get(`${version}/${businessAccountId}/message_templates`, (c) =>
    c.json(listTemplates(world, new URL(c.req.url).searchParams, c.req.url)),
  );
  routes.post(`${version}/${businessAccountId}/message_templates`, async (c) => {
    const { id, status, category } = createTemplate(world, await readJson(c));
    return c.json({ id, status, category });
  });
  routes.delete(`${version}/${businessAccountId}/message_templates`, (c) => deleteTemplates(world, c));
  routes.post(`${version}/${businessAccountId}/subscribed_apps`, (c) => subscribe(parts, c));
  routes.get(`${version}/${businessAccountId}/subscribed_apps`, (c) => c.json(subscribedApps(parts)));

  routes.get(`${version}/:mediaId{\\d+}`, (c) => {
    const file = findMedia(world, c.req.param('mediaId'));
    if (!file) throw refusals.unknownObject(c.req.param('mediaId'), 'GET');
    return c.json(mediaResource(world, file, rootOf(c)));
  });
  routes.delete(`${version}/:mediaId{\\d+}`, (c) => {
    const file = findMedia(world, c.req.param('mediaId'));
    if (!file) throw refusals.unknownObject(c.req.param('mediaId'), 'DELETE');
    world.state.media = world.state.media.filter((one) => one !== file);
    return c.json({ success: true });
  });
  routes.all('*', (c) => {
    const [, id, rest] = /\/v\d+\.\d+\/([^/]+)(\/.*)?$/.exec(c.req.path) ?? [];
    const isKnown = id === phoneNumberId || id === businessAccountId;
    throw id && !isKnown
      ? refusals.unknownObject(id, c.req.method)
      : refusals.unknownPath(rest ?? c.req.path);
  });
  return routes;
}

function refused({ random }: World, error: Error, c: Context): Response {
  if (!(error instanceof Refusal)) throw error;
  const fbtrace_id = `A${random.bytes(16).toString('base64url')}`;
  return c.json({ error: { ...error.error, fbtrace_id } }, error.status as 400);
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media#upload-media */
async function uploaded(world: World, c: Context): Promise<Response> {
  const form = await c.req.formData().catch(() => new FormData());
  if (form.get('messaging_product') !== 'whatsapp') throw refusals.missing('messaging_product');
  const file = form.get('file');
  if (!(file instanceof File)) throw refusals.missing('file');
  const type = form.get('type');
  const mimeType = typeof type === 'string' && type !== '' ? type : file.type;
  const bytes = Buffer.from(await file.arrayBuffer());
  return c.json({ id: upload(world, { mimeType, bytes, fileName: file.name || null }).id });
}

function download(world: World, c: Context): Response {
  const file = fileAt(world, new URL(c.req.url).searchParams);
  if (!file) return c.text('URL signature expired', 404);
  return c.body(new Uint8Array(bytesOf(file)), 200, { 'Content-Type': file.mimeType });
}

/** Where the API is mounted, as the client knows it. */
function rootOf(c: Context): string {
  return c.req.url.replace(/\/v\d+\.\d+\/\d+.*$/, '');
}

function deleteTemplates(world: World, c: Context): Response {
  const name = c.req.query('name');
  if (!name) throw refusals.missing('name');
  const left = world.state.templates.filter((one) => one.name !== name);
  if (left.length === world.state.templates.length)
    throw refusalOf(132001, `template name (${name}) does not exist`);
  world.state.templates = left;
  world.changed({ kind: 'template' });
  return c.json({ success: true });
}

/** Subscribes the app; a webhook of its own must pass the handshake first. */
async function subscribe({ webhooks }: RouteParts, c: Context): Promise<Response> {
  const { override_callback_uri: url, verify_token: verifyToken } = await readJson(c);
  if (typeof url !== 'string') return c.json({ success: true });
  const isRight = await webhooks.subscribe({ url, verifyToken: String(verifyToken ?? '') });
  if (isRight) return c.json({ success: true });
  throw new Refusal(400, {
    message:
      '(#2200) Callback verification failed with the following errors: The URL could not be validated. Callback verification failed.',
    type: 'OAuthException',
    code: 2200,
  });
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/override */
function subscribedApps({ world, webhooks }: RouteParts) {
  const { subscribed } = webhooks;
  if (!subscribed) return { data: [] };
  const app = { link: 'https://www.facebook.com/games/?app_id=300000000000003', name: world.account.name };
  return {
    data: [
      {
        whatsapp_business_api_data: { id: '300000000000003', ...app },
        override_callback_uri: subscribed.url,
      },
    ],
  };
}
