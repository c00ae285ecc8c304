import type { Channel, Outbound, Sent } from '../../domain/channel.ts';
import { SendError } from '../../domain/errors.ts';
import { type WebStore, webAccount } from '../../domain/webChat.ts';
import { spansOf } from './spans.ts';

type Screens = Pick<WebStore, 'add' | 'change' | 'findIds'>;

/**
 * The way out to browsers: a message is sent when it is kept for its browser's screen, which shows it at once or when
 * it comes back. The same delivery sent twice is one message.
 */
export function webChannel(store: Screens): Channel {
  return {
    name: 'web',
    account: webAccount,
    can: { buttons: true, edit: true, delete: true, nativeReply: true, receipts: true },
    send: (outbound) => reaching(() => keep(store, outbound)),
    /** A new message is there or not; to change one again does no harm. */
    async settle(outbound) {
      if (outbound.change) return null;
      const known = await reaching(() => store.findIds({ browser: outbound.to }, [outbound.id]));
      return known.length > 0 ? { providerIds: known } : null;
    },
  };
}

async function keep(store: Screens, outbound: Outbound): Promise<Sent> {
  const { change, to: browser, choices, replyTo } = outbound;
  const body = spansOf(outbound.body);
  if (!change) {
    const content = { body, choices, replyTo };
    const isKept = await store.add({ browser }, { id: outbound.id, isMine: false, content });
    if (!isKept) throw new SendError('stopped', 'nobody is signed in with that browser any more');
    return { providerIds: [outbound.id] };
  }
  const shown = change.kind === 'delete' ? null : { body, choices };
  const changed = await store.change({ browser }, change.ids, shown);
  if (changed === 0 && change.kind === 'edit')
    throw new SendError('rejected', 'the message to change is gone');
  return { providerIds: change.ids };
}

/** All that is asked is our own database: what fails there was not kept, or does no harm when it is done again. */
async function reaching<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof SendError) throw error;
    throw new SendError('unreachable', 'the screen could not be written', { cause: error });
  }
}
