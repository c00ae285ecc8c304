/**
 * Who watches how the server works, for figures and traces. What it is told are ids and bounded words, never what was
 * said or by whom. It must not throw, and costs a few microseconds an event.
 */
export interface Observer {
  /** A request over HTTP, with what answers it. */
  asked(answer: () => Promise<Answered>): Promise<void>;
  /** Payloads of one webhook or poll, on their way to a commit. Call the result when it is over. */
  received(one: { correlationId: string }): () => void;
  /** Events that share a transaction. Call the result when that is over. */
  stepped(events: Event[]): (outcome: 'done' | 'failed') => void;
  /** A message is turned into deliveries, a chunk of them. */
  planned(chunk: { correlationId: string | null }): () => void;
  /** A delivery is tried. */
  attempted(delivery: Delivery): Attempted;
  /** Providers told what became of something sent. */
  receipts(told: { channel: string; status: string }[]): void;
  /** A job of the timetable is over. */
  jobEnded(job: string, outcome: 'done' | 'failed'): void;
  /** Something went wrong: `error` where it is a bug or needs somebody. */
  logged(level: 'warn' | 'error'): void;
}

export interface Answered {
  method: string;
  /** The pattern, never the path: `/m/:token`. */
  route: string;
  status: number;
}

/** Sample: `{ kind: 'said', correlationId: '018f…', waitedMs: 3 }`. */
export interface Event {
  kind: 'said' | 'word' | 'timer' | 'act';
  correlationId: string;
  /** From when it came or was due, to when its transaction began. */
  waitedMs: number;
}

export interface Delivery {
  id: string;
  correlationId: string | null;
  channel: string;
  kind: string;
}

export interface Attempted {
  /** The provider is asked. Call the result with what it answered: `accepted`, or the error's code. */
  called(): (outcome: string) => void;
  /** @param status the delivery's now, or `waits` where it was not its turn */
  ended(status: string): void;
}

const nothing = () => undefined;

/** Nobody watches. */
export const unobserved: Observer = {
  asked: async (answer) => void (await answer()),
  received: () => nothing,
  stepped: () => nothing,
  planned: () => nothing,
  attempted: () => ({ called: () => nothing, ended: nothing }),
  receipts: nothing,
  jobEnded: nothing,
  logged: nothing,
};

/** Tells two what it is told. */
export function both(one: Observer, other: Observer): Observer {
  const each =
    <Told extends unknown[]>(first: (...told: Told) => void, second: (...told: Told) => void) =>
    (...told: Told) => {
      first(...told);
      second(...told);
    };
  return {
    async asked(answer) {
      let answered: Answered | undefined;
      const answerOnce = async () => (answered = await answer());
      await one.asked(async () => {
        await other.asked(answerOnce);
        return answered!;
      });
    },
    received: (said) => each(one.received(said), other.received(said)),
    stepped: (events) => each(one.stepped(events), other.stepped(events)),
    planned: (chunk) => each(one.planned(chunk), other.planned(chunk)),
    attempted(delivery) {
      const [first, second] = [one.attempted(delivery), other.attempted(delivery)];
      return { called: () => each(first.called(), second.called()), ended: each(first.ended, second.ended) };
    },
    receipts: each(one.receipts, other.receipts),
    jobEnded: each(one.jobEnded, other.jobEnded),
    logged: each(one.logged, other.logged),
  };
}
