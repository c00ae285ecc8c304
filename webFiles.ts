import type { Engine as Sql } from './db/client.ts';
import { findMedia } from './db/media.ts';
import type { Clock } from './domain/clock.ts';
import type { WebFiles } from './domain/webChat.ts';
import type { ArrivedFiles } from './media/arrived.ts';
import { checkContent } from './media/check.ts';
import { maxBytesOf } from './media/limits.ts';
import type { MediaLinks } from './media/links.ts';

export interface WebFilesDeps {
  sql: Sql;
  clock: Clock;
  arrived: ArrivedFiles;
  links: MediaLinks;
}

/** How browsers send files and see them: looked into at the door, kept as any attachment is, seen by signed links. */
export function webFiles({ sql, clock, arrived, links }: WebFilesDeps): WebFiles {
  return {
    mostBytes: (kind) => maxBytesOf[kind],
    async keep(bytes, claim) {
      const { kind, mime } = await checkContent(bytes, claim);
      return { id: await arrived.keep(bytes), kind, mime, name: claim.name, size: bytes.length };
    },
    async pathTo(id) {
      const file = await findMedia(sql, id);
      if (file?.status === 'fetching') return 'fetching';
      if (file?.status !== 'ready') return 'gone';
      // Whatever host the browser came by: only its own may be shown on the page.
      return { path: new URL(links.linkTo(id, clock.now())).pathname };
    },
  };
}
