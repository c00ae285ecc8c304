import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import postgres from 'postgres';
import type { Cluster } from './cluster.ts';
import { foundingCode, nullChannel, openHomeroom } from './homeroom.ts';

const run = promisify(execFile);

/** Inbound steps a second of the real engine, so many in flight: one person's registration after another. */
export async function homeroomSteps(
  cluster: Cluster,
  { inFlight, steps }: { inFlight: number; steps: number },
) {
  const homeroom = await openHomeroom(await cluster.homeroomDatabase(), { sends: false });
  let event = 0;
  const say = (from: number, text: string) =>
    homeroom.engine.receive(
      [
        {
          kind: 'inbound',
          inbound: {
            channel: 'telegram',
            account: nullChannel.account,
            externalId: String(++event),
            from: String(from),
            sequence: event,
            said: { kind: 'text', text, replyTo: null },
            language: 'en',
            name: 'Somebody',
            raw: { update_id: event, message: { chat: { id: from }, text } },
          },
        },
      ],
      { correlationId: 'bench' },
    );
  // Nine steps a person: the answers, with a correction and a mistake on the way.
  const words = [
    `/start ${foundingCode}`,
    'Lincoln High',
    'Ana Lima',
    'long ago',
    '1998',
    'back',
    '1999',
    'back',
    '1998',
  ];
  let people = 0;
  async function person(): Promise<void> {
    while (event < steps) {
      const from = ++people;
      for (const text of words) await say(from, text);
    }
  }
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: inFlight }, person));
  const seconds = (performance.now() - startedAt) / 1000;
  await homeroom.stop();
  return event / seconds;
}

const pgbenchBinary = [
  '/usr/bin/pgbench',
  '/usr/lib/postgresql/15/bin/pgbench',
  '/usr/local/bin/pgbench',
].find((file) => existsSync(file));

/** The same four statements by pgbench, a transaction a step. @throws where pgbench is not installed */
export async function pgbenchSteps(
  cluster: Cluster,
  { clients, seconds }: { clients: number; seconds: number },
) {
  if (!pgbenchBinary) throw new Error('pgbench is not installed (Debian: postgresql-contrib)');
  const url = await cluster.emptyDatabase();
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  await sql`create table dedupe (external_id bigint primary key)`;
  await sql`create table conversation (id bigint primary key, state jsonb not null, updated_at timestamptz)`;
  await sql`create table outbox (id bigserial primary key, chat bigint not null, payload jsonb not null)`;
  await sql`insert into conversation select n, jsonb_build_object('pad', repeat('x', 1400)) from generate_series(1, 10000) n`;
  await sql`vacuum analyze`;
  await sql.end();
  const script = fileURLToPath(new URL('pgbench.sql', import.meta.url));
  const args = [
    '-n',
    '-f',
    script,
    '-c',
    String(clients),
    '-j',
    '2',
    '-T',
    String(seconds),
    '-M',
    'prepared',
    url,
  ];
  const { stdout } = await run(pgbenchBinary, args);
  return Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
}
