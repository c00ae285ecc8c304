import { createMedia, type NewMedia } from '../../db/media.ts';
import type { Inbound, SaidFile } from '../../domain/channel.ts';
import { type FileKind, isFileKind, kindOfType } from '../../domain/media.ts';
import type { EngineDeps } from './context.ts';
import type { Place } from './hearing.ts';

/** As many as one message of any channel has; an album beyond that is somebody's hard disk. */
const mostFiles = 10;

/** The files of something said, with ids of their own; what their provider gives them out for is sealed. */
export function filesOf({ newId, vault }: EngineDeps, { channel, account, said }: Inbound): NewMedia[] {
  if (said.kind !== 'media' || !isFileKind(said.media)) return [];
  const first: FileKind = said.media;
  const files = [said.file, ...(said.more ?? [])].filter((file) => file !== null && file !== undefined);
  return files.slice(0, mostFiles).map(({ id, mime, name, size, mediaId }: SaidFile, index) => ({
    id: mediaId ?? newId(),
    kind: index === 0 ? first : kindOfType(mime),
    mime,
    name,
    size,
    channel,
    account,
    sealedFileId: vault.sealJson(id),
  }));
}

/** They are fetched after the commit; which message they become part of is decided later. */
export async function keepFiles({ tx, now, turn }: Place, files: NewMedia[]): Promise<void> {
  const { current, belongings } = turn.situation!.who;
  const communityId = (current ?? belongings.find(({ status }) => status === 'active'))!.communityId;
  await createMedia(tx, { communityId, files, now });
}
