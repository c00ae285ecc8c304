import { HTTPException } from 'hono/http-exception';
import { findMessage } from '../../../db/api/messages.ts';
import { plainText } from '../../../domain/formatting/plainText.ts';
import { act, endedIn } from '../acting.ts';
import type { Acting } from '../asked.ts';
import { idOf } from '../listing.ts';
import type { PageAct } from '../page.ts';

/** As much of it as is needed to know which is meant. */
const excerptLength = 200;

/** Takes back what somebody wrote, wherever that is possible; its author hears that an organizer did. */
export const takeBack: PageAct = {
  path: '/take-back',
  permission: 'message.moderate',
  async confirm(asked) {
    const { author, content } = await message(asked);
    const words = plainText(content ?? '');
    const excerpt = words.length > excerptLength ? `${words.slice(0, excerptLength)}…` : words;
    return {
      question: asked.say('admin.messages.ask', { name: author.full_name, words: excerpt }),
      yes: asked.say('admin.messages.takeBack'),
    };
  },
  async perform(asked) {
    const { id: messageId } = await message(asked);
    return act(asked, { flow: 'delete', messageId }, endedIn('takenBack'));
  },
};

/** @throws {HTTPException} for what is not in this community, or not in a forum they read */
async function message(asked: Acting) {
  const id = idOf(asked.fields.id);
  const found = id && (await asked.read((tx) => findMessage(tx, asked.account, id)));
  if (!found) throw new HTTPException(404);
  return found;
}
