import type postgres from 'postgres';
import { type Clock, sleep } from '../../domain/clock.ts';
import type { Desk } from '../../lab/desk.ts';
import { Actor } from '../../lab/story/actor.ts';
import { Player } from '../../lab/story/player.ts';
import type { FakeClock } from '../support/clock.ts';
import { outside } from './owner.ts';
import type { Scheduler } from './scheduler.ts';
import { stories } from './stories/stories.ts';

/** What a story plays with. */
export interface Stage {
  desk: Desk;
  clock: Clock;
  actor(id: string): Actor;
  /** Two who have not joined yet: one on Telegram, one who texts. */
  newcomers(): [Actor, Actor];
  foundingCode(): Promise<string>;
  /** Resolves when it is known of each copy of each post whether it arrives. */
  settled(): Promise<void>;
  /** Resolves when nothing is on its way to anybody: what lost its receipt is sent once more. */
  answered(): Promise<void>;
  /** Resolves when so many are known to have stopped: a server that is down hears of it later. */
  stopped(count: number): Promise<void>;
  /** Whether a post was given up that was for this person: it may have arrived, but nobody knows as what. */
  hasLost(reader: Actor): Promise<boolean>;
  /** Lets so much time pass. */
  wait(ms: number): Promise<void>;
  /** Lets everything come to rest, then skips to a moment. */
  skipTo(moment: Date): Promise<void>;
  /** When somebody must not get a post. */
  silences: { member: string; from: Date; to: Date }[];
  /** Resolves with why it came to no end; null where it did. */
  tell(story: string): Promise<string | null>;
}

export interface StageParts {
  desk: Desk;
  clock: FakeClock;
  /** The same, as people and providers have it. */
  world: Clock;
  scheduler: Scheduler;
  sql: postgres.Sql;
  rest(until?: Date): Promise<string | null>;
  /** Whether a rule is broken already, so that nobody needs to see how it ends. */
  isOver(): boolean;
}

/** A person who waits longer gives up, and the run has failed. */
const patienceMs = 20 * 60_000;
/** Nobody watches: people type this much faster. */
const speed = 20;
const dayMs = 86_400_000;

export function stageOf({ desk, clock, world, scheduler, sql, rest, isOver }: StageParts): Stage {
  const player = playerOn(desk, world);
  const parts = { ...desk, player };
  /** What the story waits for that only time can bring. */
  let wish: (() => Promise<void>) | null = null;
  const wished = (act: () => Promise<void>) =>
    new Promise<void>((resolve, reject) => {
      wish = () => act().then(resolve, reject);
    });
  /** Looks until there is such a row. */
  async function found<Row>(find: () => PromiseLike<Row[]>): Promise<Row> {
    for (;;) {
      const look = { owner: outside, name: 'the story looks', kind: 'statement' } as const;
      const [row] = await scheduler.pass(look, async () => find());
      if (row) return row;
      await sleep(world, 1_000);
    }
  }
  const stage: Stage = {
    ...{ desk, clock, silences: [] },
    actor: (id) => new Actor(desk.cast.find(id)!, parts),
    newcomers() {
      const [one, other] = desk.cast.newcomers((member) => new Actor(member, parts).hasSpoken);
      return [new Actor(one, parts), new Actor(other, parts)];
    },
    async foundingCode() {
      const find = () => sql<{ code: string }[]>`select code from invites where community_id is null`;
      return (await found(find)).code;
    },
    async settled() {
      await found(
        () => sql`
          select count(*) from fanouts f having count(*) > 0 and not bool_or(planned_at is null or exists (
            select from message_deliveries
            where message_id = f.message_id and kind = 'post' and status in ('queued', 'sending', 'uncertain')))`,
      );
    },
    async answered() {
      await found(
        () => sql`
          select count(*) from message_deliveries
          having not bool_or(status in ('queued', 'sending', 'uncertain'))`,
      );
    },
    async stopped(count) {
      await found(
        () => sql`select count(*) from suppressions where ended_at is null having count(*) = ${count}`,
      );
    },
    async hasLost({ fullName }) {
      const [row] = await found(async () => [
        await sql`
            select d.id from message_deliveries d join people p on p.id = d.person_id
            where p.name = ${fullName} and d.kind = 'post' and d.status = 'dead' limit 1`,
      ]);
      return row !== undefined;
    },
    wait: (ms) => sleep(world, ms),
    skipTo: (moment) =>
      wished(async () => {
        const failure = await rest(moment);
        if (failure) throw new Error(failure);
        clock.leap(Math.max(0, moment.getTime() - clock.now().getTime()));
      }),
    async tell(name) {
      let isTold = false;
      player.prepare();
      void player
        .play([], speed, async () => {
          await stories[name]!.tell(stage);
          return 'told';
        })
        .finally(() => {
          isTold = true;
        });
      while (!isTold) {
        await scheduler.runUntil(() => isTold || wish !== null || isOver(), dayMs);
        if (isOver()) return 'a rule is broken';
        const due = wish;
        wish = null;
        await due?.();
      }
      const { state, sentence } = player.progress;
      return state === 'done' ? null : sentence;
    },
  };
  return stage;
}

function playerOn({ telegram, twilio }: Desk, clock: Clock): Player {
  return new Player({
    clock,
    patienceMs,
    onProgress: () => undefined,
    onChange(listener) {
      const ends = [telegram.phones.onChange(listener), twilio.phones.onChange(listener)];
      return () => {
        for (const end of ends) end();
      };
    },
  });
}
