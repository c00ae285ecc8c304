import type { Inbound } from '../../domain/channel.ts';
import { type Admission, admit, type Speaker } from './admit.ts';
import type { EngineDeps } from './context.ts';
import type { Handled, SaidItem } from './handleSaid.ts';
import type { Heard } from './heard.ts';
import { Speakers } from './speakers.ts';

const free: Admission = { held: null, passes: false, counted: [] };

/** It answered what the bot asked, or wants no answer: a thumb, a message taken back that nobody had. */
const isNoRequest = ({ meaning }: Heard) => meaning === 'event' || meaning === 'noted';

/** Counts what is said before it is handled, and gives back afterwards what was no request after all. */
export class Gate {
  private readonly speakers: Speakers;

  constructor(private readonly deps: Pick<EngineDeps, 'sql' | 'limits' | 'clock' | 'log'>) {
    this.speakers = new Speakers(deps.sql);
  }

  async admit(inbound: Inbound, { hash, place }: Omit<Speaker, 'personId'>): Promise<Admission> {
    const { limits, clock } = this.deps;
    if (!limits) return free;
    const { channel, account } = inbound;
    const personId = await this.speakers.personOf({ channel, account, hash });
    return admit(limits, { inbound, speaker: { hash, personId, place }, now: clock.now() });
  }

  /** For what could not be kept, and comes again. */
  async takeBack({ counted }: Admission): Promise<void> {
    await Promise.all(counted.map(({ limits, key }) => limits.giveBack(key)));
  }

  /**
   * An answer to what the bot asked is no request, however fast the buttons are pressed; a webhook that came twice is
   * one event.
   */
  async settle(items: (SaidItem & Admission)[], handled: Handled[]): Promise<void> {
    if (!this.deps.limits) return;
    const heard = new Map(handled.flatMap((one) => (one.heard ?? []).map((each) => [each.item, each])));
    const repeated = new Set(handled.flatMap((one) => one.repeated ?? []));
    const back = items.flatMap((item) => {
      if (repeated.has(item)) return item.counted;
      const found = heard.get(item);
      if (found && !item.inbound.group) this.speakers.learn(item.hash, found.personId);
      return found && isNoRequest(found.heard) ? item.counted.filter(({ isRequest }) => isRequest) : [];
    });
    await Promise.all(back.map(({ limits, key }) => limits.giveBack(key))).catch((error: unknown) =>
      this.deps.log.warn({ err: error }, 'a limit could not be given back'),
    );
  }
}
