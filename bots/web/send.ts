import type { Channel, Outbound, OutboundFile, Sent } from '../../domain/channel.ts';
import { SendError } from '../../domain/errors.ts';
import { isFileKind } from '../../domain/media.ts';
import { type WebFile, type WebStore, webAccount } from '../../domain/webChat.ts';

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
  const { change, to: browser, body, choices, replyTo, file, more = [] } = outbound;
  if (!change) {
    const files = (file ? [file, ...more] : more).map(webFile);
    const content = { body, choices, replyTo, ...(files.length > 0 && { files }) };
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

/** What is drawn; the bytes are asked for when somebody looks. */
function webFile({ id, kind, mime, name, size, width, height }: OutboundFile): WebFile {
  if (!id || !isFileKind(kind)) throw new SendError('rejected', 'a file of no row', { ours: true });
  return { id, kind, mime, name, size: size ?? 0, width: width ?? null, height: height ?? null };
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
