import type { DueDelivery, DueMessage } from '../db/dueDeliveries.ts';
import { plain } from '../domain/formatting/plainText.ts';
import { forumAddress } from '../domain/forumAddress.ts';
import type { MailHead } from '../domain/mail.ts';
import { excerpt } from '../domain/messageText.ts';
import { readMessage } from './readMessage.ts';

const subjectLength = 70;

/** What a mail says besides its text. Its answers come back to whoever it went to, a guest's address included. */
export function mailHead(due: DueDelivery): MailHead {
  const { message, communityName, threadId } = due;
  const bearer = { personId: due.personId ?? due.addressId };
  if (!message)
    return {
      ...bearer,
      subject: communityName ?? 'Homeroom',
      author: null,
      references: threadId ? [threadId] : [],
      forum: null,
    };
  return {
    ...bearer,
    subject: subjectOf(message, communityName),
    author: message.authorName,
    references: [],
    forum: { name: forumAddress(message.forumTitle), title: message.forumTitle },
  };
}

/** The same in the whole thread, as mail programs keep together what is called alike. */
function subjectOf({ rootText, text, parentAuthorName }: DueMessage, communityName: string | null): string {
  const topic = `[${communityName}] ${excerpt(plain(readMessage(rootText ?? text)), subjectLength)}`;
  return parentAuthorName ? `Re: ${topic}` : topic;
}
