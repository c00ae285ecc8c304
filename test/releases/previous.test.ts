import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFailed, test } from 'vitest';
import { atEnd } from '../support/atEnd.ts';
import { newInstallation, until } from '../support/installation.ts';
import { serverProcess } from '../support/serverProcess.ts';
import { checkOut, previousRelease } from './previous.ts';

const commit = previousRelease();

test.skipIf(!commit)(
  'the release before this one still works against the schema of this one, and this one goes on from there',
  async () => {
    const tree = mkdtempSync(path.join(tmpdir(), 'homeroom-previous-'));
    atEnd(async () => rmSync(tree, { recursive: true, force: true }));
    checkOut(commit!, tree);
    const installation = await newInstallation();
    const { telegram, twilio } = installation.providers;
    const applied = () => installation.sql`select count(*)::int as count from drizzle.__drizzle_migrations`;

    // This release migrates, and goes away again: as where a new one is taken back.
    await installation.start();
    const [present] = await applied();
    await installation.stop();
    const previous = serverProcess(installation.settings, 'all', tree);
    onTestFailed(() => void process.stdout.write(previous.log().slice(-10_000)));
    atEnd(previous.kill);
    await previous.start();
    expect(await applied()).toEqual([present]);

    const olga = telegram.phones.add({ first_name: 'Olga', phoneNumber: '+14155550101' });
    const ben = twilio.phones.of('+14155550123');
    const heard = (words: string) =>
      until(() => olga.heard().some(({ text }) => text?.includes(words)), 60_000);
    const texted = (words: string) =>
      until(() => ben.inbox().some(({ body }) => body.includes(words)), 60_000);
    olga.start(await installation.foundingCode());
    await heard('What is your class or community called');
    for (const [words, next] of [
      ['Lincoln High', 'What is your full name'],
      ['Olga Petrova', 'In which year'],
      ['1998', 'house or section'],
    ] as const) {
      olga.say(words);
      await heard(next);
    }
    olga.press('Skip');
    await heard('your phone number');
    olga.shareContact();
    await heard('Where do you want to get');
    olga.press('Telegram');
    await heard('Which city');
    olga.say('New York');
    await heard('you are its organizer');
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(olga.lastText())![0];
    for (const [words, next] of [
      [`JOIN ${code}`, 'full name'],
      ['Ben Ode', 'which year'],
      ['1998', 'house or section'],
      ['1', 'city'],
      ['Chicago', 'asking your classmates'],
    ] as const) {
      await ben.text(words);
      await texted(next);
    }
    await heard('Ben Ode');
    olga.say('/approve 1');
    await texted('You are in!');
    await ben.text('POST Dinner on Friday?');
    await texted('Post it');
    await ben.text('1');
    await heard('Dinner on Friday?');

    // This release again, on what the one before it wrote.
    await previous.stop();
    await installation.start();
    olga.say('/post Count me in');
    await heard('Count me in');
    olga.press('Post it');
    await texted('Count me in');
    const [dead] = await installation.sql`
      select (select count(*) from inbox where status <> 'done')::int as events,
        (select count(*) from message_deliveries where status in ('failed', 'dead'))::int as deliveries`;
    expect(dead).toEqual({ events: 0, deliveries: 0 });
  },
  600_000,
);
