import { describe, expect, it } from 'vitest';
import type { DueDelivery } from '../../db/dueDeliveries.ts';
import { render } from '../../delivery/render.ts';
import type { Channel } from '../../domain/channel.ts';
import { nowhere } from '../support/files.ts';

/** What is done to the post that its reader has as message 7. */
function changeTo(can: { edit: boolean; delete: boolean }, isDeleted: boolean) {
  const message = { text: 'new words', isDeleted, authorId: 'a1', authorName: 'Ana', number: 3 };
  const due = {
    id: 'd',
    channel: 'telegram',
    language: 'en',
    content: null,
    message,
    files: [],
    changesId: 'c',
    changes: ['7'],
  };
  const channel = { name: 'telegram', can: { buttons: true, nativeReply: true, receipts: true, ...can } };
  return (
    render(due as unknown as DueDelivery, channel as unknown as Channel, { to: 'x', files: nowhere }).change
      ?.kind ?? 'a note'
  );
}

describe('what is done to a post that was sent', () => {
  it.each([
    { can: { edit: true, delete: true }, edited: 'edit', deleted: 'delete' },
    { can: { edit: true, delete: false }, edited: 'edit', deleted: 'edit' },
    { can: { edit: false, delete: true }, edited: 'a note', deleted: 'delete' },
    { can: { edit: false, delete: false }, edited: 'a note', deleted: 'a note' },
  ])('depends on what its channel can: $can', ({ can, edited, deleted }) => {
    expect([changeTo(can, false), changeTo(can, true)]).toEqual([edited, deleted]);
  });
});
