import { attachMedia, createMedia, type NewMedia } from '../../db/media.ts';
import { createMessage } from '../../db/messages.ts';
import type { Class } from './class.ts';
import type { World } from './world.ts';

/** A post of the first member of a class that carries files still with their provider. Returns the ids. */
export async function postWithFile(
  { sql, newId, clock, vault }: World,
  { communityId, forumId, members }: Class,
  ...files: Partial<Omit<NewMedia, 'id' | 'sealedFileId'> & { fileId: string }>[]
): Promise<{ messageId: string; mediaIds: string[] }> {
  const author = Object.values(members)[0]!;
  const messageId = newId();
  const now = clock.now();
  await createMessage(sql, {
    id: messageId,
    fanoutId: newId(),
    communityId,
    forumId,
    authorId: author.membershipId,
    authorPersonId: author.personId,
    parentId: null,
    text: 'Look at us!',
    typed: null,
    correlationId: null,
    now,
  });
  const rows = (files.length > 0 ? files : [{}]).map(({ fileId = 'AgACAgIAAx', ...said }) => ({
    id: newId(),
    kind: 'photo' as const,
    mime: 'image/jpeg',
    name: null,
    size: null,
    channel: 'telegram',
    account: '7000001',
    sealedFileId: vault.sealJson(fileId),
    ...said,
  }));
  await createMedia(sql, { communityId, files: rows, now });
  const mediaIds = rows.map(({ id }) => id);
  await attachMedia(sql, { messageId, communityId, ids: mediaIds });
  return { messageId, mediaIds };
}
