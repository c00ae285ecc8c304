import { describe, expect, test } from 'vitest';
import { type Log, silent } from '../../domain/log.ts';
import { type Group, groupOf } from '../../domain/permissions.ts';
import { flows } from '../../flows/registry.ts';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';
import { lets, type Standing } from './rules.ts';

/*
 * Who may use which command: each one typed by everybody there can be, to the engine itself. That /help shows just
 * these is in test/flows/help.test.ts. A command cannot be written without a permission; here it shows that it is asked.
 */

const statuses = ['pending', 'active', 'suspended', 'left', 'rejected', 'expired'];
const roles = ['member', 'moderator', 'organizer'];
const commands = flows.flatMap((flow) => flow.commands.map((command) => ({ flow, command })));

interface Typist extends Standing {
  /** Of another community, besides. */
  alsoIs?: Standing;
}

const as = (role: string, status: string): Standing => ({
  ...{ name: `${role}${status}`, role, status, isOperator: false },
});
const typists: Typist[] = [
  ...statuses.flatMap((status) => roles.map((role) => as(role, status))),
  { ...as('member', 'active'), name: 'operator' },
  { ...as('member', 'active'), name: 'otto', alsoIs: as('organizer', 'active') },
  { name: 'guest', role: 'none', status: 'none', isOperator: false },
];

/** In chat a number or a reply carries its own community; and only there somebody speaks in one of several. */
const letsInChat: typeof lets = {
  ...lets,
  membersSomewhere: (one: Typist) => lets.members(one) || (one.alsoIs ? lets.members(one.alsoIs) : false),
  ofSeveral: ({ alsoIs, ...one }: Typist) =>
    alsoIs !== undefined && lets.inTouch(one) && lets.inTouch(alsoIs),
};

describe('who may use which command', async () => {
  let meaning = '';
  const info = (fields: object, message: string) => {
    if (message === 'heard') ({ meaning } = fields as { meaning: string });
  };
  const world = await newWorld({ channels: ['telegram', 'sms', 'email'], log: { ...silent, info } as Log });
  const elsewhere = typists.flatMap(({ name, alsoIs }) =>
    alsoIs ? [[name, `telegram ${alsoIs.role}`]] : [],
  );
  await newClass(world, { name: 'Oak', members: Object.fromEntries(elsewhere) });
  const here = typists.filter(({ name }) => name !== 'guest');
  const school = await newClass(world, {
    members: Object.fromEntries(here.map(({ name, role, status }) => [name, `telegram ${role} ${status}`])),
  });
  await world.sql`insert into operators values (${school.members.operator!.personId}, ${world.clock.now()})`;
  await play(world, 'guest: telegram 999');
  let said = 1_000_000;

  /** Without what follows: nothing is sent, and nobody hears of it. */
  async function types(name: string, text: string): Promise<string> {
    const heard = world.inboundOf(
      world.phones.get(name)!,
      { kind: 'text', text, replyTo: null },
      String(++said),
    );
    await world.engine.receive([heard], { correlationId: `types-${said}` });
    return meaning;
  }

  test.each(typists)('$name', async (typist) => {
    const got: Record<string, boolean> = {};
    const wanted: Record<string, boolean> = {};
    for (const { command } of commands) {
      const word = command.words[0];
      await types(typist.name, '/cancel');
      got[word] = (await types(typist.name, `/${word}`)) === 'start';
      wanted[word] = letsInChat[groupOf(command.permission) as Group](typist);
    }
    expect(got).toEqual(wanted);
    const places = await world.sql`
      select distinct status from memberships where community_id = ${school.communityId}`;
    expect(places.map(({ status }) => status).toSorted()).toEqual(statuses.toSorted());
  });
});
