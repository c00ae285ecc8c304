import { Client } from 'undici';
import { secret, updatesOf, updatesPerPerson } from './person.ts';

/** How people come. */
export interface Load {
  /** The number of the first person: nobody registers twice. */
  firstPerson: number;
  people: number;
  connections: number;
  /**
   * `inTurn`: each connection plays one person after another, as fast as answers come.
   * `together`: one person a connection, and all take each step at the same instant.
   * `thinking`: one person a connection, who answers half a second to one and a half after they were answered.
   */
  manner: 'inTurn' | 'together' | 'thinking';
}

/** The milliseconds until each update was answered, and until all were. */
export interface Answered {
  latencies: number[];
  totalMs: number;
  refused: number;
}

/** A process of its own, so that what it costs to ask is not counted among the answers' costs. */
process.on('message', async ({ port, load }: { port: number; load: Load }) => {
  process.send!(await drive(port, load));
});
process.on('disconnect', () => process.exit(1));

async function drive(port: number, load: Load): Promise<Answered> {
  const clients = Array.from(
    { length: load.connections },
    () => new Client(`http://127.0.0.1:${port}`, { pipelining: 1 }),
  );
  await Promise.all(clients.map(connect));
  const answered: Answered = { latencies: [], totalMs: 0, refused: 0 };
  const say = async (client: Client, update: string) => {
    const saidAt = performance.now();
    const { statusCode, body } = await client.request({ method: 'POST', path, headers, body: update });
    await body.dump();
    answered.latencies.push(performance.now() - saidAt);
    if (statusCode !== 200) answered.refused++;
  };
  const startedAt = performance.now();
  await manners[load.manner](clients, load, say);
  answered.totalMs = performance.now() - startedAt;
  await Promise.all(clients.map((client) => client.close()));
  return answered;
}

type Say = (client: Client, update: string) => Promise<void>;
type Manner = (clients: Client[], load: Load, say: Say) => Promise<void>;

const path = '/webhooks/telegram';
const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret };

const manners: Record<Load['manner'], Manner> = {
  async inTurn(clients, load, say) {
    let person = load.firstPerson;
    const end = load.firstPerson + load.people;
    const play = async (client: Client) => {
      while (person < end) for (const update of said(person++)) await say(client, update);
    };
    await Promise.all(clients.map(play));
  },
  async together(clients, load, say) {
    const everybody = clients.map((_, index) => said(load.firstPerson + index));
    for (let step = 0; step < updatesPerPerson; step++) {
      await Promise.all(clients.map((client, index) => say(client, everybody[index]![step]!)));
      await pause(500);
    }
  },
  async thinking(clients, load, say) {
    const play = async (client: Client, index: number) => {
      for (const update of said(load.firstPerson + index)) {
        await pause(500 + Math.random() * 1_000);
        await say(client, update);
      }
    };
    await Promise.all(clients.map(play));
  },
};

const said = (person: number) => updatesOf(person, person * updatesPerPerson + 1);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function connect(client: Client): Promise<void> {
  const { body } = await client.request({ method: 'GET', path: '/' });
  await body.dump();
}
