import { describe, expect, test } from 'vitest';
import { loadSituations } from '../../db/situations.ts';
import type { Command } from '../../domain/flow.ts';
import { mannersOf } from '../../domain/manners.ts';
import { flowBook } from '../../flows/engine/book.ts';
import { route } from '../../flows/engine/route.ts';
import { situationOf } from '../../flows/engine/said.ts';
import { flows } from '../../flows/registry.ts';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

const statuses = ['pending', 'active', 'suspended', 'left', 'rejected', 'expired'];
const roles = ['member', 'moderator', 'organizer'];
const standings = statuses.flatMap((status) => roles.map((role) => [role, status] as const));
const commands = flows.flatMap((flow) => flow.commands);
const routes = flowBook(flows);

describe('what /help shows is what works', async () => {
  const world = await newWorld({ channels: ['telegram', 'email'] });
  const members = Object.fromEntries(
    standings.map(([role, status]) => [`${role}${status}`, `${role} ${status}`]),
  );
  const school = await newClass(world, { members: { ...members, moretwo: 'member' } });
  await newClass(world, { name: 'Oak', members: { moretwo: 'member' } });
  await play(world, 'guest: telegram 999');

  test.each([...Object.keys(members), 'moretwo', 'guest'])('to %s', async (name) => {
    const shown = await helpFor(name);
    const situation = await situationFor(name);
    for (const command of commands) {
      const word = command.words[0];
      const meaning = route(routes, situation, said(`/${word}`));
      const works = meaning.kind === 'start';
      expect([word, works], `${name} types /${word}`).toEqual([word, isShown(shown, command) ?? works]);
    }
    expect(shown.length).toBeGreaterThan(3);
  });

  /** Null for those that are never shown. */
  const isShown = (shown: string[], { words: [word], about }: Command) =>
    about === null ? null : shown.includes(word);

  async function helpFor(name: string): Promise<string[]> {
    const phone = world.phones.get(name)!;
    await world.hear(phone, { kind: 'text', text: '/help', replyTo: null });
    const help = phone.news.splice(0).join('\n');
    return [...help.matchAll(/(?:^|\s)\/([a-z]+)/g)].map(([, word]) => word!);
  }

  async function situationFor(name: string) {
    const phone = world.phones.get(name)!;
    expect(mannersOf(phone.channel).hasSlash).toBe(true);
    const addressId = school.members[name]?.addressId ?? (await addressOf(name));
    const [row] = await loadSituations(world.sql, [addressId]);
    return situationOf(row!);
  }

  async function addressOf(name: string): Promise<string> {
    const hash = world.hashOf(world.phones.get(name)!);
    const [row] = await world.sql<{ id: string }[]>`
      select id from addresses where identifier_hash = decode(${hash}, 'hex')`;
    return row!.id;
  }
});

const said = (text: string) => ({
  said: { kind: 'text' as const, text, replyTo: null },
  question: null,
  repliedMessageId: null,
});
