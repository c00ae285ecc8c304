import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../doctor.ts';
import { emailEmulator } from '../../lab/email/emulator.ts';
import { atEnd } from '../support/atEnd.ts';
import { fakeClock } from '../support/clock.ts';
import { freshDatabase } from '../support/database.ts';
import { startProviders } from '../support/providers.ts';
import { seededRandom } from '../support/random.ts';
import { lines, nobody, serving } from './looking.ts';
import { zone } from './zone.ts';

const providers = await startProviders(nobody);
atEnd(() => providers.stop());
const mail = emailEmulator({
  clock: fakeClock(),
  random: seededRandom(1),
  inboundDomain: 'in.homeroom.example',
  inboundUrl: nobody,
  login: { user: 'homeroom', password: 'smtp-password' },
});
atEnd(() => mail.stop());
const smtpUrl = (await mail.listen()).replace('//', '//homeroom:smtp-password@');
const publicUrl = await serving(new Hono().get('/health', (c) => c.json({ status: 'alive' })));
const { ownerUrl } = await freshDatabase();

const dataDir = mkdtempSync(path.join(tmpdir(), 'homeroom-doctor-'));
atEnd(async () => rmSync(dataDir, { recursive: true, force: true }));

/** Everything at once, served by the emulators; its address is http, as a certificate on loopback is not to be had. */
const everything: Record<string, string> = {
  ...providers.environment,
  PUBLIC_URL: publicUrl,
  DATABASE_URL: ownerUrl,
  DATA_DIR: dataDir,
  SECRET_KEY: createHash('sha256').update('as good as chance').digest('base64'),
  SMTP_URL: smtpUrl,
  EMAIL_FROM: 'Class of 88 <class@homeroom.example>',
  INBOUND_EMAIL_DOMAIN: 'in.homeroom.example',
  INBOUND_EMAIL_SECRET: 'let-me-in-let-me-in',
};
const hidden = [
  ...['TELEGRAM_BOT_TOKEN', 'TWILIO_AUTH_TOKEN', 'TWILIO_PHONE_NUMBER', 'WHATSAPP_ACCESS_TOKEN'],
  ...['WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN', 'SECRET_KEY', 'INBOUND_EMAIL_SECRET', 'DATABASE_URL'],
].map((name) => everything[name]!);
const dns = zone({ 'in.homeroom.example': { mx: ['mx.sendgrid.net'] } });

test('one look at everything finds each part, and what is wrong with it', async () => {
  const examined = await diagnose(everything, { dns });
  expect(examined.map(({ part }) => part)).toEqual([
    ...['Homeroom', 'Public address', 'Telegram', 'WhatsApp (Cloud API)', 'Text messages (Twilio)', 'Mail'],
    ...['Secrets', 'Database', 'Audit log', 'Files', 'Clock'],
  ]);
  const found = examined.flatMap(({ findings }) => lines(findings));
  expect(found).toEqual(
    expect.arrayContaining([
      '✓ PUBLIC_URL leads to a Homeroom that is alive.',
      '✓ Telegram knows the bot as @homeroom_bot.',
      '✓ Meta knows the number +1…07, and it is connected.',
      expect.stringMatching(/^✗ Without an https PUBLIC_URL what people text back cannot be delivered/),
      "✓ The number +1…06 is the account's, and can text.",
      '✓ The relay 127.0.0.1 lets us in.',
      '✓ Mail for in.homeroom.example goes where we take it.',
      '✓ SECRET_KEY cannot be guessed: keep a copy of it.',
      '✓ All migrations have been run.',
      '✓ The folder for files takes a file, gives it back and lets it go.',
      '✓ The clock of this machine is right.',
    ]),
  );
  for (const secret of [...hidden, 'smtp-password', '15005550007'])
    expect(found.join('\n')).not.toContain(secret);
});

test('every mistake among the settings is told at once, and nobody is asked before', async () => {
  const [settings, ...more] = await diagnose(
    { ...everything, PORT: 'x', LAB: 'x', TWILIO_AUTH_TOKEN: '' },
    { dns },
  );
  expect(more).toEqual([]);
  expect(lines(settings!.findings)).toEqual([
    '✗ PORT must be a whole number from 0 to 65535.',
    '✗ LAB must be 0 or 1.',
    '✗ SMS by Twilio also needs TWILIO_AUTH_TOKEN.',
  ]);
});

test('where nothing is set the Lab serves all, and npm start is enough', async () => {
  const examined = await diagnose({ DATA_DIR: path.join(dataDir, 'none') }, { dns });
  const found = examined.flatMap(({ findings }) => lines(findings));
  expect(found[0]).toMatch(
    /^✓ No channel has credentials, so that the Lab serves them all: npm start is enough/,
  );
  expect(found.filter((line) => !line.startsWith('✓'))).toEqual([]);
});

describe('the command', () => {
  const file = fileURLToPath(new URL('../../doctor.ts', import.meta.url));

  async function run(words: string[], environment: Record<string, string>) {
    const { PATH = '' } = process.env;
    const child = spawn(process.execPath, ['--import', 'tsx', file, ...words], {
      env: { PATH, ...environment },
    });
    const output = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      output.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output.err += chunk;
    });
    const status = await new Promise((resolve) => child.once('close', resolve));
    return { ...output, status };
  }

  test('ends with 1 where something is wrong, without colours where nobody sees them, and without secrets', async () => {
    const { TELEGRAM_API_ROOT } = providers.environment;
    const wrongToken = {
      TELEGRAM_BOT_TOKEN: '7000001:AAE-of-somebody-else',
      TELEGRAM_API_ROOT,
      DATA_DIR: dataDir,
    };
    const { out, err, status } = await run([], wrongToken);
    expect(status).toBe(1);
    expect(err).toBe('');
    expect(out).toContain('Telegram\n  ✗ Telegram does not know this bot token (401: Unauthorized): copy');
    expect(out).toMatch(/\n1 thing is wrong\.\n$/);
    expect(out).not.toContain('\u001b');
    expect(out).not.toContain('AAE-of-somebody-else');
  });

  test('speaks JSON, and ends with 0 where nothing is wrong', async () => {
    const { out, status } = await run(['--json'], { DATA_DIR: dataDir });
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      findings: [{ part: 'Homeroom', level: 'fine' }, {}, {}, {}],
    });
    expect(status).toBe(0);
  });

  test('tells how it is used, and what it does not know', async () => {
    const help = await run(['--help'], {});
    expect(help).toMatchObject({ status: 0, out: expect.stringContaining('npm run doctor') });
    expect(await run(['--colour'], {})).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringContaining('"--colour"'),
    });
  });
});
