import { type Channels, openChannels } from './channels.ts';
import type { Config } from './config.ts';
import type { Receive } from './domain/channel.ts';
import { leaseWithinProcess } from './domain/sessionLease.ts';
import { menu } from './flows/menu.ts';
import { flows } from './flows/registry.ts';
import type { Foundation } from './foundation.ts';
import { limited } from './http/limit.ts';
import { originOf } from './http/origin.ts';
import type { KeptFiles } from './keptFiles.ts';
import { limitsFor } from './limits.ts';
import { refusing } from './media/download.ts';
import { makePublicFetch } from './media/publicFetch.ts';
import type { Providers } from './openLab.ts';
import { placesOf } from './places.ts';
import type { Duties } from './role.ts';
import { pollingTerms, sessionLease } from './sessionLease.ts';
import { webFiles } from './webFiles.ts';
import { webStore } from './webStore.ts';

export interface WaysOptions {
  /** As it was set: which channels are real. */
  config: Config;
  providers: Providers;
  files: KeptFiles;
  receive: Receive;
  duties: Duties;
  /** Under which the world reaches us, and the Lab on this machine. */
  url: string;
  ownUrl: string;
}

/** The channels, with all that they need of this server; nothing is sent or asked before they start. */
export function openWays(foundation: Foundation, options: WaysOptions): Channels {
  const { sql, clock, realTime, newId, log, keys, ports } = foundation;
  const leasing = { sql, clock: realTime, newId, log };
  const { config, providers, files, receive, duties, url, ownUrl } = options;
  const { arrived, links } = files;
  const placeOf = placesOf({ ...config, secret: keys.rolePassword('places') });
  return openChannels({
    ...foundation,
    ...providers,
    arrived,
    receive,
    duties,
    fetchPublic: refusing(makePublicFetch({ clock })),
    fetch: ports.fetch,
    urls: {
      telegram: config.telegram ? url : ownUrl,
      twilio: config.twilio ? url : ownUrl,
      whatsapp: config.whatsapp ? url : ownUrl,
      email: config.email ? url : ownUrl,
      web: url,
    },
    web: {
      store: webStore(foundation),
      broadcast: foundation.broadcast,
      placeOf,
      uploadLimits: limitsFor('uploads', foundation),
      limitSessions: limited({
        ...{ name: 'sessions', limits: limitsFor('sessions', foundation) },
        keyOf: (c) => placeOf(originOf(c)),
      }),
      files: webFiles({ sql, clock, arrived, links }),
      uploadSigner: keys.signer('web upload'),
    },
    sessionLease: sessionLease(leasing),
    // Whose database is its own has nobody to share with, and after a crash nobody to wait for.
    pollingLease: config.database ? sessionLease({ ...leasing, terms: pollingTerms }) : leaseWithinProcess(),
    commands: menu(flows, providers.email ? ['email'] : []),
  });
}
