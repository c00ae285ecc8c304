import { performance } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { gather } from '../../privacy/gather.ts';
import { pageOf } from '../../privacy/page.ts';
import { type Member, newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

/** `LEDGER_ROWS=1000000` prints what it takes in a ledger of that size, of which a fiftieth is hers. */
const rows = Number(process.env.LEDGER_ROWS ?? 20_000);

test('in a large ledger all of hers is exported, and gone afterwards, and all of the others’ stays', async () => {
  const world = await newWorld();
  const { communityId, members } = await newClass(world, {
    name: 'Lincoln 98',
    members: { ana: '', olga: 'organizer', ben: '' },
  });
  const { ana, ben } = members;
  await world.sql`update people set name = 'Ana Quetzal' where id = ${ana!.personId}`;
  const fill = ({ addressId, personId }: Member, count: number, who: string) => {
    const content = { parts: [{ key: 'approval.request', params: { who, number: 3 } }] };
    const now = world.clock.now();
    return world.sql`
      insert into message_deliveries (id, kind, lane, address_id, person_id, community_id, content, status, not_before,
        created_at, sent_at)
      select gen_random_uuid(), 'notice', 'post', ${addressId}, ${personId}, ${communityId},
        ${world.sql.json(content)}, 'sent', ${now}, ${now}, ${now} from generate_series(1, ${count})`;
  };
  await fill(ben!, rows * 0.97, 'Somebody Else (1998)');
  await fill(ben!, rows * 0.01, 'Ana Quetzal (1998)');
  await fill(ana!, rows * 0.02, 'Ben (1998)');
  const taken: Record<string, number> = {};
  const timed = async <T>(what: string, act: () => Promise<T> | T): Promise<T> => {
    const began = performance.now();
    const result = await act();
    taken[what] = Math.round(performance.now() - began);
    return result;
  };

  const gathered = await timed('gather', () =>
    gather({ ...world.deps, linkTo: () => 'https://x.example/m/1' }, ana!.personId),
  );
  if (!gathered) throw new Error('nothing was gathered');
  expect(gathered.deliveries).toHaveLength(rows * 0.02);
  const reader = { language: 'en' as const, timeZone: 'America/Lima', now: world.clock.now() };
  await timed('page', () => pageOf(gathered, reader));
  await timed('mydata in all', () => play(world, `ana> /mydata\nana~`));
  await play(world, `ana> /forget me\nana~\nana> [Yes, forget me]\nana~`);
  await timed('the step that forgets', () => play(world, `ana> [Forget me for good]\nana~`));
  await timed('what is done afterwards', () => play(world, `--- 11 minutes`));
  process.stdout.write(`in a ledger of ${rows} deliveries, ms: ${JSON.stringify(taken)}\n`);

  const [left] = await world.sql`
    select count(*) filter (where content::text like '%Quetzal%')::int as named,
      count(*) filter (where content::text like '%A former member%')::int as former,
      count(*) filter (where content::text like '%Somebody Else (1998)%')::int as others,
      count(*) filter (where person_id = ${ana!.personId} and content <> '{"parts": []}')::int as hers
    from message_deliveries`;
  expect(left).toEqual({ named: 0, former: rows * 0.01, others: rows * 0.97, hers: 0 });
}, 600_000);
