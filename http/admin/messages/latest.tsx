import type { FC } from 'hono/jsx';
import { listLatest, type ModeratedMessage } from '../../../db/admin/messages.ts';
import { plainText } from '../../../domain/formatting/plainText.ts';
import { ActForm } from '../actForm.tsx';
import type { Asked } from '../asked.ts';
import { daysAsked } from '../days.ts';
import { idOf, rowsPerPage, searched } from '../listing.ts';
import { MemberLink } from '../memberLink.tsx';
import { firstOf, Older } from '../older.tsx';
import { unlessTooLong } from '../unlessTooLong.ts';
import { When } from '../when.tsx';

/** The latest messages, each with what can be done to it; older ones behind a link. */
export const Latest: FC<{ asked: Asked }> = async ({ asked }) => {
  const { say, account } = asked;
  const found = await unlessTooLong(
    asked.read((tx) => listLatest(tx, account, { filter: filterOf(asked), limit: rowsPerPage + 1 })),
  );
  if (!found) return <p class="empty">{say('admin.filter.tooMuch')}</p>;
  if (found.length === 0) return <p class="empty">{say('admin.messages.none')}</p>;
  const { shown, before } = firstOf(found);
  return (
    <>
      <ol class="messages">
        {shown.map((message) => (
          <Message {...{ asked, message }} />
        ))}
      </ol>
      <Older asked={asked} before={before} />
    </>
  );
};

const Message: FC<{ asked: Asked; message: ModeratedMessage }> = ({ asked, message }) => {
  const { say } = asked;
  const { id, author, author_id, forum, text, files } = message;
  return (
    <li class="card message" data-row={id} tabindex={-1}>
      <div class="head">
        <strong>
          <MemberLink asked={asked} member={{ id: author_id, full_name: author }} />
        </strong>
        <span class="soft">
          {forum} · <When asked={asked} at={message.created_at} />
        </span>
        {message.is_urgent && <span class="mark wait">{say('admin.messages.urgent')}</span>}
        {message.is_reply && <span class="mark">{say('admin.messages.reply')}</span>}
        {message.edited_at && text !== null && <span class="mark">{say('admin.messages.edited')}</span>}
        {files > 0 && <span class="mark">{say('admin.messages.files', { count: files })}</span>}
      </div>
      {text === null ? (
        <p class="soft">{say('admin.messages.gone')}</p>
      ) : (
        <p class="words">{plainText(text)}</p>
      )}
      {text !== null && (
        <ActForm asked={asked} action="/messages/take-back" fields={{ id }} shortcut="r">
          <button
            type="submit"
            class="small plain"
            aria-label={say('admin.messages.takeBackWhose', { name: author })}
          >
            {say('admin.messages.takeBack')}
          </button>
        </ActForm>
      )}
    </li>
  );
};

function filterOf(asked: Asked) {
  const { query } = asked;
  const { fromId, beforeId } = daysAsked(asked);
  return {
    search: searched(asked),
    by: searched(asked, 'by'),
    authorId: idOf(query.get('author')),
    forumId: idOf(query.get('forum')),
    fromId,
    beforeId,
  };
}
