import { Hono } from 'hono';
import { parse } from './bots/web/parse.ts';
import type { Keyring } from './db/keyring.ts';
import type { Receive } from './domain/channel.ts';
import type { WebStore } from './domain/webChat.ts';
import { accessTokens } from './http/account/accessToken.ts';
import { signInPages } from './http/account/signInRoutes.ts';
import { signingKeys } from './http/account/signingKeys.ts';
import type { ApiDeps, RegistrationDeps } from './http/api/deps.ts';
import { apiRoutes } from './http/api/routes.ts';
import { limited } from './http/limit.ts';
import type { LiveDeps } from './http/live/deps.ts';
import { LiveHub } from './http/live/hub.ts';
import { programUpgrades } from './http/live/upgrade.ts';
import { originOf } from './http/origin.ts';

export interface ApiOptions extends Omit<ApiDeps, 'tokens' | 'registration'> {
  keys: Keyring;
  /** Under which browsers reach us. */
  url: string;
  store: Pick<WebStore, 'createSession' | 'findSession'>;
  limits: ApiDeps['limits'] & LiveDeps['limits'];
  receive: Receive;
}

/** Accounts and the API: `/admin/sign-in`, `/api/v1` with the sockets of programs, `/docs`. */
export function openApi(options: ApiOptions) {
  const { sql, clock, newId, keys, url } = options;
  const tokens = accessTokens({ keys: signingKeys({ sql, clock, newId, keyring: keys }), clock });
  const limitSignIns = limited({
    ...{ name: 'signIns', limits: options.limits.signIns },
    keyOf: (c) => options.placeOf(originOf(c)),
  });
  const pages = signInPages({ ...options, publicUrl: url, limitSignIns });
  const routes = new Hono()
    .route('/', pages.routes)
    .route('/', apiRoutes({ ...options, tokens, registration: registering(options) }));
  const hub = new LiveHub({ ...options, tokens });
  const upgrade = programUpgrades({
    ...{ log: options.log, clock, placeOf: options.placeOf },
    hasRoom: (place) => hub.hasRoom(place),
    connected: (socket, place) => hub.connected(socket, place),
  });
  const live = { upgrade, start: () => hub.start(), stop: () => hub.stop() };
  return { routes, live, signedIn: pages.signedIn, tokens };
}

/** Whoever comes in through the API is a browser to the bot, and says there what they would type. */
export function registering({
  store,
  receive,
  newId,
}: Pick<ApiOptions, 'store' | 'receive' | 'newId'>): RegistrationDeps {
  return {
    async begin(language) {
      const { token, session } = await store.createSession(language);
      return { token, addressId: session.addressId };
    },
    find: (token) => store.findSession(token),
    async say(token, content, correlationId) {
      const session = await store.findSession(token);
      if (!session) return;
      const data = { id: newId(), content, content_type: 'text' as const, reply_to: null, files: [] };
      await receive([parse({ event: 'send_message', data }, session)], { correlationId });
    },
  };
}
