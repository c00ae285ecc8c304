import type postgres from 'postgres';
import { expect, inject, test } from 'vitest';
import { calm } from './plan.ts';
import { rehearse } from './rehearsal.ts';
import type { Run } from './simulate.ts';
import { violations } from './violations.ts';

/** What somebody does to the rows behind the product's back, and what is said of it. */
const wrongs: [what: string, wrong: string, sentence: RegExp][] = [
  [
    'an event is lost',
    `delete from inbox where id = (select max(id::text)::uuid from inbox where kind = 'said')`,
    /events in the inbox: \d+ instead of/,
  ],
  [
    'an event was never claimed',
    `delete from dedupe_keys where ctid = (select min(ctid) from dedupe_keys)`,
    /updates of Telegram|text messages/,
  ],
  [
    'an event is handled twice',
    `update inbox set status = 'done' where id = (select max(id::text)::uuid from inbox)`,
    /events handled again: 1 instead of 0/,
  ],
  [
    'a step is taken for nothing',
    `update conversations set step = step + 1 where id = (select max(id::text)::uuid from conversations)`,
    /took \d+ steps, its events tell of/,
  ],
  [
    'a step is taken over another',
    `update conversations set step = step - 1 where id = (select max(id::text)::uuid from conversations)`,
    /steps taken over another/,
  ],
  [
    'an event waits for ever',
    `update inbox set status = 'waiting' where id = (select max(id::text)::uuid from inbox)`,
    /inbox waiting is left/,
  ],
  [
    'a post is written twice',
    `update messages set text = (select min(text) from messages)`,
    /was posted \d+ times/,
  ],
  ['a delivery waits for ever', set(`status = 'queued'`), /delivery queued is left/],
  ['a delivery is in doubt for ever', set(`status = 'uncertain'`), /delivery uncertain is left/],
  [
    'a delivery is given up for nothing',
    set(`status = 'dead', reason = 'rejected'`),
    /delivery is dead for rejected/,
  ],
  [
    'a delivery is left out without a word',
    set(`status = 'skipped', reason = null`),
    /skipped without a reason/,
  ],
  ['a status goes back', set(`status = 'sending'`), /a status went from (sent|delivered) to sending/],
  [
    'a reader is forgotten',
    `delete from message_deliveries where ctid = (${onePost('ctid')})`,
    /nothing is known of/,
  ],
  [
    'a post never came',
    `update messages set text = 'never said'`,
    /is said to be sent, but is not on the phone/,
  ],
  [
    'a copy is not accounted for',
    `delete from sent_messages where delivery_id = (${onePost('id')})`,
    /copies arrived, only 0 are marked/,
  ],
  [
    'a copy never left',
    `update sent_messages set provider_id = '999999999' where delivery_id = (${onePost('id')})`,
    /recorded as sent that nobody got/,
  ],
  [
    'posts come in another order',
    `update message_deliveries set position = -position where kind <> 'edit'`,
    /arrived before/,
  ],
  [
    'somebody had stopped',
    `insert into suppressions (id, address_id, how, created_at) select gen_random_uuid(), address_id, 'keyword', now() - interval '100 years' from (select distinct address_id from message_deliveries where kind = 'post' and status <> 'skipped') a`,
    /was written to at/,
  ],
];

/** Does something to one post that has arrived. */
function set(what: string): string {
  return `update message_deliveries set ${what} where id = (${onePost('id')})`;
}

function onePost(column: string): string {
  return `select ${column} from message_deliveries where kind = 'post' and status in ('sent', 'delivered') and person_id is not null order by id limit 1`;
}

class Undo extends Error {}

/** What is found after one wrong, which is undone again. */
async function foundAfter(run: Run, wrong: string): Promise<string[]> {
  let found: string[] = [];
  await run.sql
    .begin(async (tx) => {
      await tx.unsafe(wrong);
      found = await violations({ ...run, sql: tx as unknown as postgres.Sql });
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  return found;
}

test('every rule is noticed when it is broken', { timeout: 180_000 }, async () => {
  const { play } = await rehearse(inject('testServer'));
  const plan = { seed: 0, story: 'talk', servers: 1, hasRedis: false, rates: calm, target: null };
  const unnoticed: string[] = [];
  const { found } = await play(plan, {
    async inspect(run) {
      for (const [what, wrong, sentence] of wrongs) {
        const sentences = await foundAfter(run, wrong);
        if (!sentences.some((one) => sentence.test(one)))
          unnoticed.push(`${what}: ${JSON.stringify(sentences)}`);
      }
      const always = { member: 'ana', from: new Date(0), to: new Date('2999-01-01') };
      for (const { id } of run.desk.cast.members) run.stage.silences.push({ ...always, member: id });
      expect(await violations(run)).toContainEqual(expect.stringMatching(/was disturbed at/));
    },
  });
  expect(found).toEqual([]);
  expect(unnoticed).toEqual([]);
});
