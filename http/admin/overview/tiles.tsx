import type { FC } from 'hono/jsx';
import type { ChannelToday, Glance } from '../../../db/admin/today.ts';
import type { Asked } from '../asked.ts';
import { durationWords, shareWords } from '../measures.ts';
import { Tile } from '../tile.tsx';
import { When } from '../when.tsx';

/** The figures that one looks for first. */
export const Tiles: FC<{ asked: Asked; glance: Glance; all: ChannelToday }> = (props) => {
  const { asked, glance, all } = props;
  const { say } = asked;
  const isLate = glance.dueSince && asked.now.getTime() - glance.dueSince.getTime() > 60_000;
  return (
    <ul class="tiles">
      <Tile
        label={say('admin.tile.waiting')}
        value={glance.waiting}
        look={glance.waiting > 0 ? 'wait' : undefined}
        href="/admin/approvals"
      >
        {glance.waitingSince && (
          <>
            {say('admin.tile.since')} <When asked={asked} at={glance.waitingSince} />
          </>
        )}
      </Tile>
      <Tile label={say('admin.tile.delivered')} value={shareWords(asked, all.delivered, all.sent)}>
        {say('admin.tile.deliveredOf', { delivered: all.delivered, sent: all.sent, failed: all.failed })}
      </Tile>
      <Tile label={say('admin.tile.time')} value={durationWords(asked, all.medianMs)}>
        {say('admin.tile.slowest', { time: durationWords(asked, all.slowestMs) })}
      </Tile>
      <Tile label={say('admin.tile.wire')} value={shareWords(asked, all.onTheWire, 1)}>
        {isLate ? (
          <span class="mark bad">
            {say('admin.tile.late')} <When asked={asked} at={glance.dueSince} />
          </span>
        ) : (
          say('admin.tile.wireMeaning')
        )}
      </Tile>
      <Tile label={say('admin.tile.messages')} value={glance.messages} href="/admin/messages" />
      <Tile label={say('admin.tile.members')} value={glance.members} href="/admin/members" />
    </ul>
  );
};
