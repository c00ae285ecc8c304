import type { Flow } from '../../domain/flow.ts';
import type { Routes } from './meaning.ts';
import type { Flows } from './turn.ts';
import { upgraded } from './upgrade.ts';

/** All flows by name, and those that have a part in understanding people. */
export function flowBook(flows: Flow[]): Routes & Flows {
  const byName = new Map(flows.map((flow) => [flow.name, flow]));
  function named(name: string): Flow {
    const flow = byName.get(name);
    if (!flow) throw new Error(`there is no flow named ${name}`);
    return flow;
  }
  return {
    flows,
    named,
    current: (conversation) => upgraded(named(conversation.flow), conversation),
    registration: named('registration'),
    posting: named('posting'),
    replying: named('reply'),
    correcting: named('edit'),
    takingBack: named('delete'),
    confirming: named('confirmMail'),
  };
}
