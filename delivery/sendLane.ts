import type { Attempt } from '../db/attempts.ts';
import type { Channel } from '../domain/channel.ts';
import type { Clock } from '../domain/clock.ts';
import { type Observer, unobserved } from '../domain/observer.ts';
import { type AttemptDeps, attempt } from './attempt.ts';
import type { Job } from './claim.ts';
import { ended } from './ended.ts';
import type { Gates } from './gates.ts';
import type { Recorder } from './recorder.ts';
import { watched } from './watched.ts';

export interface SendLaneDeps extends Omit<AttemptDeps, 'now'> {
  clock: Clock;
  channels: Map<string, Channel>;
  /** Missing where nobody watches. */
  observer?: Observer;
  gates: Gates;
  recorder: Recorder;
  /** Whether others may have the lane by now. */
  isLost: () => boolean;
}

/**
 * Sends a lane's rows until one has to be tried again or has to wait: what follows goes back unsent. The next one goes
 * while the last is being recorded, but not while the database is away: whatever is sent and not recorded when the
 * process dies is sent once more.
 * @returns what is still to be recorded, with which the lane is given back; and until when it must wait
 */
export async function sendLane(
  deps: SendLaneDeps,
  job: Job,
): Promise<{ attempts: Attempt[]; until: Date | null }> {
  const { recorder } = deps;
  const { lane, rows } = job;
  for (const [index, row] of rows.entries()) {
    const { attempted, until, isOver } = await sendRow(deps, job, row);
    const unsent = rows.slice(attempted ? index + 1 : index);
    if (unsent.length === 0 || isOver || deps.isLost())
      return { attempts: [...(attempted ? [attempted] : []), ...unsent.map(handedBack)], until };
    if (!attempted) continue;
    const recorded = recorder.record(lane, [attempted]);
    if (recorder.isStuck) await recorded;
  }
  return { attempts: [], until: null };
}

/** How sending a row went, without it where it had to wait; and until when the lane must wait. */
async function sendRow(
  deps: SendLaneDeps,
  { channel: name, lane: { addressId } }: Job,
  row: Job['rows'][number],
): Promise<{ attempted: Attempt | null; until: Date | null; isOver: boolean }> {
  const { channels, clock, gates, observer = unobserved } = deps;
  const later = (ms: number) => (ms > 0 ? new Date(clock.now().getTime() + ms) : null);
  const closed = gates.waitUntil({ channel: name, addressId });
  if (closed) return { attempted: null, until: closed, isOver: true };
  const tried = await watched(observer, { channel: channels.get(name)!, due: row.due }, (channel) =>
    attempt({ ...deps, now: () => clock.now() }, channel, row),
  );
  if (tried.kind === 'mustWait') {
    if (tried.scope === 'channel') gates.pause(name, tried.waitMs);
    return { attempted: null, until: later(tried.waitMs), isOver: true };
  }
  if (tried.answer) gates.note({ channel: name, addressId, error: tried.answer.error });
  const until = gates.waitUntil({ channel: name, addressId }) ?? later(tried.nextMs);
  const { status, wasTried } = tried.attempt;
  // What is only put off for a night holds nothing up.
  const mustRetry = wasTried && (status === 'queued' || status === 'uncertain');
  return { attempted: tried.attempt, until, isOver: mustRetry || until !== null };
}

/** A row that was claimed but not tried: as it was. */
const handedBack = ({ due, before }: Job['rows'][number]): Attempt => ({
  ...ended(due, { status: before.status === 'queued' ? 'queued' : 'uncertain' }),
  wasTried: false,
});
