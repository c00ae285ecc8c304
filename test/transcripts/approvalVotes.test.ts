import { expect, test } from 'vitest';
import { createApproval } from '../../db/approvals.ts';
import { anaApplies, newSchool } from '../support/applying.ts';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import type { World } from '../support/world.ts';

test('two votes at the same instant make one decision', async () => {
  const { world } = await newSchool();
  await play(world, anaApplies);
  await atOnce(world, { ben: '/approve 1', cho: '/approve 1' });
  await play(
    world,
    `
    --- 1 second
    ben< Thank you. I noted that you know Ana Lopez (1998, Blue).
    ben< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    cho< Thank you. I noted that you know Ana Lopez (1998, Blue).
    cho< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    olga< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    dora< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    ana< You are in!…
    `,
  );
});

test('of two organizers who contradict each other at the same instant one decides, and the other hears of it', async () => {
  const { world } = await newSchool({ dora: 'organizer 1997 Red' });
  await play(world, anaApplies.replace('olga<', 'dora< Request 1…\n  olga<'));
  await atOnce(world, { olga: '/approve 1', dora: '/reject 1' });
  await world.settle();
  const [request] = await world.sql`select status from approvals`;
  const [winner, loser] = request!.status === 'approved' ? ['olga', 'dora'] : ['dora', 'olga'];
  const outcome = request!.status === 'approved' ? 'is in Lincoln 98 now' : 'was not let in';
  expect(world.phones.get(winner!)!.news).toEqual([expect.stringContaining('An organizer’s word decides')]);
  expect(world.phones.get(loser!)!.news).toEqual([
    expect.stringContaining('An organizer’s word decides'),
    expect.stringContaining(outcome),
  ]);
  expect(world.phones.get('ana')!.news).toHaveLength(1);
});

test('a second vote of the same member does not count, however it comes', async () => {
  const { world } = await newSchool();
  await play(world, anaApplies);
  await atOnce(world, { ben: '/approve 1' });
  await play(
    world,
    `
    --- 1 second
    ben< Thank you. I noted that you know Ana Lopez (1998, Blue).
    ben> [Yes, I know them]
    ben< You have already answered about Ana Lopez (1998, Blue), and that counts. Thank you!
    ben> no 1
    ben< You have already answered about Ana Lopez (1998, Blue), and that counts. Thank you!
    `,
  );
  expect(await world.sql`select verdict from votes`).toEqual([{ verdict: 'approve' }]);
});

test('a vote that comes too late gets a kind answer that says what was decided', async () => {
  const { world } = await newSchool();
  await play(
    world,
    `
    ${anaApplies}
    olga> [Yes, I know them]
    olga~
    ana~
    ben~
    cho~
    dora~
    ben> [Yes, I know them]
    ben< Thank you, that is settled already: Ana Lopez (1998, Blue) was let in.
    cho> NO 1
    cho< Thank you, that is settled already: Ana Lopez (1998, Blue) was let in.
    `,
  );
  for (const [status, words] of Object.entries({
    rejected: 'Thank you, that is settled already: Ana Lopez (1998, Blue) was not let in.',
    expired:
      'Thank you, but the request of Ana Lopez (1998, Blue) has lapsed. If they ask again, you may be asked again.',
    withdrawn: 'Thank you, but Ana Lopez (1998, Blue) does not ask to come in any more.',
  })) {
    await world.sql`update approvals set status = ${status}`;
    await play(world, `ben> [Yes, I know them]\nben< ${words}`);
  }
});

test('an organizer lets in after all whom they turned down by mistake', async () => {
  const { world, school } = await newSchool();
  await play(
    world,
    `
    ${anaApplies}
    olga> [No]
    olga~
    ana< I asked your classmates in Lincoln 98, and they could not place you…
    ben~
    cho~
    ben> [Yes, I know them]
    ben< Thank you, that is settled already: Ana Lopez (1998, Blue) was not let in.
    olga> no 1
    olga< Thank you, that is settled already: Ana Lopez (1998, Blue) was not let in.
    olga> /approve 1 I mixed her up with another Ana
    olga< All right: Ana Lopez (1998, Blue) comes in after all, and hears it from me.
    ana< You are in! Your classmates in Lincoln 98 know you. Write anything to share it with them; MENU shows what else you can do.
    ben< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    cho< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    dora< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    olga> /approve 1
    olga< Thank you, that is settled already: Ana Lopez (1998, Blue) was let in.
    ana> Hello everybody, here I am
    ana~
    `,
  );
  const olga = school.members.olga!.membershipId;
  expect(await world.sql`select actor_id, act from audit_log order by id`).toEqual([
    { actor_id: olga, act: 'applicant.rejected' },
    { actor_id: olga, act: 'applicant.approved' },
  ]);
  expect(await world.sql`select status, decided_by_id, reason from approvals`).toEqual([
    { status: 'approved', decided_by_id: olga, reason: 'I mixed her up with another Ana' },
  ]);
  expect(await world.sql`select verdict from votes where voter_id = ${olga}`).toEqual([
    { verdict: 'approve' },
  ]);
});

test('an organizer by text message lets in after all whose request ran out, in Spanish', async () => {
  const { world } = await newSchool({ olga: 'sms es organizer' });
  await play(world, anaApplies.replace(/olga<.*/, 'olga~'));
  for (const span of ['1 day', '3 days', '10 days']) {
    await play(world, `--- ${span}\n olga~\n ben~\n cho~\n ana~`);
  }
  await play(
    world,
    `
    olga> SI 1
    olga< De acuerdo: Ana Lopez (1998, Blue) entra, y se lo digo yo.
    ana< You are in!…
    ben< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    cho~
    dora~
    `,
  );
});

test('a request that ran out lets nobody in who has left since, or has asked anew', async () => {
  const { world } = await newSchool();
  await play(
    world,
    `
    ${anaApplies}
    olga> [No]
    olga~
    ana~
    ben~
    cho~
    `,
  );
  for (const status of ['left', 'pending', 'suspended']) {
    await world.sql`update memberships set status = ${status} where id = (select membership_id from approvals)`;
    await play(
      world,
      `
      olga> [Yes, I know them]
      olga< Thank you, that is settled already: Ana Lopez (1998, Blue) was not let in.
      `,
    );
  }
  expect(await world.sql`select status from approvals`).toEqual([{ status: 'rejected' }]);
});

test('without a number, or with a wrong one, it is shown who asks to come in', async () => {
  const { world } = await newSchool({ cho: 'sms Blue' });
  await play(
    world,
    `
    ${anaApplies.replace(/cho<.*/, 'cho~')}
    ben> /approve
    ben< Which request do you mean? | 1 person asks to join Lincoln 98: | 1: Ana Lopez (1998, Blue) | Do you know them? Answer /approve 1 or /reject 1.
    ben> /reject Ana
    ben< Which request do you mean? | 1 person asks…
    ben> /approve 12
    ben< There is no request 12. | 1 person asks to join Lincoln 98…
    cho> Yes!
    cho< Which request do you mean? | 1 person asks to join Lincoln 98: | 1: Ana Lopez (1998, Blue) | Do you know them? Answer YES 1 or NO 1.
    cho> NO 99999
    cho< There is no request 99999. | 1 person asks to join Lincoln 98…
    `,
  );
  expect(await world.sql`select * from votes`).toEqual([]);
});

test('/pending shows who asks to come in, and says so where nobody does', async () => {
  const { world } = await newSchool({ cho: 'sms es Blue' });
  await play(
    world,
    `
    ben> /pending
    ben< Nobody is waiting to join Lincoln 98 just now.
    cho> pendientes
    cho< Ahora mismo nadie espera para entrar en Lincoln 98.
    ${anaApplies.replace(/cho<.*/, 'cho< Solicitud 1: … | Responde SI 1 o NO 1.')}
    ana> /pending
    ana< Your classmates in Lincoln 98 have been asked about you…
    ben> /pending
    ben< 1 person asks to join Lincoln 98: | 1: Ana Lopez (1998, Blue) | Do you know them? Answer /approve 1 or /reject 1.
    cho> PENDIENTES
    cho< 1 persona pide entrar en Lincoln 98: | 1: Ana Lopez (1998, Blue) | ¿Conoces a alguien? Responde SI 1 o NO 1.
    eva: telegram 77002
    eva> /start K7QM-2XRD
    eva~
    eva> Eva Ruiz
    eva~
    eva> 1955
    eva~
    eva> [Skip]
    eva~
    eva> (contact +14155550199)
    eva~
    eva> [Telegram]
    eva~
    eva> [New York]
    eva~
    olga< Request 2: Eva Ruiz (1955) asks to join Lincoln 98…
    ben> /pending
    ben< 2 people ask to join Lincoln 98: | 1: Ana Lopez (1998, Blue) | 2: Eva Ruiz (1955) | Do you know them? Answer /approve 1 or /reject 1.
    `,
  );
});

test('nobody vouches for themselves', async () => {
  const { world } = await newSchool();
  await play(
    world,
    `
    ${anaApplies}
    ana> YES 1
    ana< Your classmates in Lincoln 98 have been asked about you…
    `,
  );
  // Let in by hand meanwhile, the request still open.
  await world.sql`update memberships set status = 'active' where status = 'pending'`;
  await play(
    world,
    `
    ana> YES 1
    ana< Nobody can vouch for themselves. Your classmates are being asked about you.
    `,
  );
  expect(await world.sql`select * from votes`).toEqual([]);
});

test('who is no member any more, or of another community, cannot vote', async () => {
  const { world, school } = await newSchool();
  await play(world, anaApplies);
  const { ben, cho } = school.members;
  await world.sql`update memberships set status = 'suspended' where id = ${ben!.membershipId}`;
  await newClass(world, { name: 'Elsewhere', members: { cho: '', zoe: '' } });
  await world.sql`update memberships set status = 'left' where id = ${cho!.membershipId}`;
  await play(
    world,
    `
    ben> [Yes, I know them]
    ben< Your place in Lincoln 98 is suspended. An organizer can lift that.
    cho> [Yes, I know them]
    cho< /approve 1 is for active members of the class only. Write /help to see what you can do here.
    cho> /approve 1
    cho< There is no request 1. | Nobody is waiting to join Elsewhere just now.
    zoe> /approve 1
    zoe< There is no request 1. | Nobody is waiting to join Elsewhere just now.
    pat: sms +14155550177
    pat> YES 1
    pat< YES is for active members of the class only. Write MENU…
    pat> yes
    pat< Hello! I connect old schoolmates…
    `,
  );
  expect(await world.sql`select * from votes`).toEqual([]);
});

test('a button counts in its own community, whichever its member speaks in now; so does a number that only one of them has', async () => {
  const { world } = await newSchool();
  await play(world, anaApplies);
  await newClass(world, { name: 'Elsewhere', members: { ben: '', cho: '' } });
  await play(
    world,
    `
    ben> [Yes, I know them]
    ben< Thank you. I noted that you know Ana Lopez (1998, Blue).
    cho> YES 1
    cho< Thank you. I noted that you know Ana Lopez (1998, Blue).
    cho< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    ben~
    olga~
    dora~
    ana~
    `,
  );
});

test('where two communities have the number, a button means its own and a typed number the one spoken in', async () => {
  const { world } = await newSchool();
  await play(world, anaApplies);
  const { communityId, members } = await newClass(world, {
    name: 'Elsewhere',
    members: { ben: '', cho: '', zoe: 'pending' },
  });
  const { membershipId } = members.zoe!;
  const now = world.clock.now();
  const ids = { id: world.newId(), conversationId: world.newId() };
  await createApproval(world.sql, { ...ids, communityId, membershipId, now });
  await world.sql`
    update addresses set current_community_id = (select community_id from approvals where id <> ${ids.id})
    where person_id = ${members.cho!.personId}`;
  await play(
    world,
    `
    ben> [No]
    ben< Thank you. I noted that you do not know Ana Lopez (1998, Blue).
    ben> NO 1
    ben< Thank you. I noted that you do not know Zoe (1998).
    cho> YES 1
    cho< Thank you. I noted that you know Ana Lopez (1998, Blue).
    olga~
    `,
  );
});

test('a vote in the middle of a question is taken, and the question asked again', async () => {
  const { world } = await newSchool();
  await play(
    world,
    `
    ${anaApplies}
    ben> See you on Friday
    ben~
    ben> yes 1
    ben< Thank you. I noted that you know Ana Lopez (1998, Blue). | …See you on Friday…
    `,
  );
});

/** All of them say it before anything of it has been handled. */
async function atOnce(world: World, said: Record<string, string>): Promise<void> {
  await Promise.all(
    Object.entries(said).map(([name, text], index) => {
      const inbound = world.inboundOf(
        world.phones.get(name)!,
        { kind: 'text', text, replyTo: null },
        String(90_000 + index),
      );
      return world.engine.receive([inbound], { correlationId: `at-once-${index}` });
    }),
  );
}
