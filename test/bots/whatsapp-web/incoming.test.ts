import { describe, expect, it } from 'vitest';
import type { Client } from 'whatsapp-web.js';
import { Incoming } from '../../../bots/whatsapp-web/incoming.ts';
import type { Told } from '../../../bots/whatsapp-web/listen.ts';
import type { InGroup } from '../../../bots/whatsapp-web/parse.ts';
import { People } from '../../../bots/whatsapp-web/people.ts';
import { Seen } from '../../../bots/whatsapp-web/seen.ts';
import type { Parsed } from '../../../domain/channel.ts';
import { Unavailable } from '../../../domain/errors.ts';
import { silent } from '../../../domain/log.ts';
import { fakeClock } from '../../support/clock.ts';
import { account, eva, groupMessage, said } from './events.ts';

/** Takes what is told; `commit` is asked before each batch is taken. */
function incoming(commit: (texts: string[]) => void = () => undefined, hearsGroups = true) {
  const clock = fakeClock();
  const taken: string[][] = [];
  const groups: InGroup[] = [];
  const seen: string[] = [];
  let isOpen = true;
  let isDeaf = false;
  const client = {
    async getContactLidAndPhone() {
      if (!isOpen) throw new Error('Target closed');
      if (isDeaf) return new Promise(() => undefined);
      return [{ lid: eva.lid, pn: eva.wid }];
    },
    async sendSeen(chatId: string) {
      seen.push(chatId);
      return true;
    },
  } as unknown as Client;
  const hearGroup = async (one: InGroup) => void groups.push(one);
  const ours = new Incoming({
    account,
    async receive(parsed) {
      const texts = parsed.map(wordsOf);
      commit(texts);
      taken.push(texts);
    },
    ...(hearsGroups && { hearGroup }),
    newId: () => 'correlation',
    clock,
    log: silent,
    people: new People(clock),
    seen: new Seen(silent),
  });
  const tell = (told: object) => ours.take(client, told as Told);
  const say = (...texts: string[]) => {
    for (const text of texts) tell(said({ body: text, id: { fromMe: false, remote: eva.wid, id: text } }));
  };
  const closeBrowser = () => {
    isOpen = false;
  };
  const cutLine = () => {
    isDeaf = true;
  };
  return { ours, clock, taken, groups, seen, tell, say, closeBrowser, cutLine };
}

function wordsOf(parsed: Parsed): string {
  if (parsed.kind === 'ignored') return parsed.reason;
  if (parsed.kind === 'receipt') return parsed.receipt.status;
  const { said } = parsed.inbound;
  return said.kind === 'text' ? said.text : said.kind;
}

const away = () => {
  throw new Unavailable(new Error('no database'));
};

describe('what WhatsApp Web tells', () => {
  it('is handed on in its order, and read at the other end only then', async () => {
    const { say, ours, taken, seen } = incoming();
    say('one', 'two', 'three');
    expect(seen).toEqual([]);
    await ours.stop();
    expect(taken.flat()).toEqual(['one', 'two', 'three']);
    expect(seen).toEqual([eva.wid, eva.wid, eva.wid]);
  });

  it('waits while the database is away, with its order', async () => {
    let isAway = true;
    const { say, clock, taken, seen } = incoming(() => isAway && away());
    say('one');
    await clock.run(60_000);
    say('two');
    await clock.run(60_000);
    expect([taken, seen]).toEqual([[], []]);
    isAway = false;
    await clock.run(60_000);
    expect(taken.flat()).toEqual(['one', 'two']);
  });

  it('stays unread where we stop while the database is away', async () => {
    const { say, ours, clock, taken, seen } = incoming(away);
    say('one');
    await clock.run(1);
    await ours.stop();
    expect([taken, seen]).toEqual([[], []]);
  });

  it('is not kept by one thing that cannot be handled', async () => {
    const { say, clock, taken } = incoming((texts) => {
      if (texts.includes('poison')) throw new Error('a bug');
    });
    say('one', 'poison', 'two');
    await clock.run(300_000);
    expect(taken.flat()).toEqual(['one', 'two']);
  });

  it('is left to the next browser where this one went away before it said who wrote', async () => {
    const { say, ours, taken, closeBrowser } = incoming();
    closeBrowser();
    say('one');
    await ours.stop();
    expect(taken).toEqual([]);
  });

  it('does not wait for ever for WhatsApp to say who wrote', async () => {
    const { say, clock, taken, tell, cutLine } = incoming();
    cutLine();
    say('one');
    tell({
      event: 'ack',
      message: { id: { fromMe: true, remote: eva.wid, id: 'sent' }, type: 'chat' },
      ack: 2,
    });
    await clock.run(30_000);
    expect(taken.flat()).toEqual(['delivered']);
  });

  it('goes another way where it was said in a group, or nowhere and stays unread', async () => {
    const there = incoming();
    there.tell({ event: 'message', message: groupMessage() });
    await there.ours.stop();
    expect(there.groups.map(({ inbound }) => inbound.from)).toEqual([eva.lid]);
    expect([there.taken, there.seen.length]).toEqual([[], 1]);

    const nowhere = incoming(undefined, false);
    nowhere.tell({ event: 'message', message: groupMessage() });
    await nowhere.ours.stop();
    expect([nowhere.taken, nowhere.seen]).toEqual([[['said in a group']], []]);
  });
});
