import type { Receive } from '../../domain/channel.ts';
import type { NewId } from '../../domain/id.ts';
import type { Log } from '../../domain/log.ts';
import type { Graph } from './graph.ts';
import { parse } from './parse.ts';
import { markRead } from './readMarks.ts';
import { templateNewsIn } from './templateNews.ts';
import type { Templates } from './templates.ts';

interface Incoming {
  graph: Graph;
  phoneNumberId: string;
  templates: Templates;
  /** Asks for all templates, when there is time. */
  sync(): void;
  receive: Receive;
  newId: NewId;
  log: Log;
}

/** Takes a webhook: all it says is one commit, and only then people see that it was read. */
export function incoming(parts: Incoming) {
  return async (payload: unknown): Promise<void> => {
    const parsed = parse(payload, parts.phoneNumberId);
    await parts.receive(parsed, { correlationId: parts.newId() });
    markRead(parts, parsed);
    for (const news of templateNewsIn(payload)) if (parts.templates.hear(news)) parts.sync();
  };
}
