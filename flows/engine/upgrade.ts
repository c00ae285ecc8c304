import type { Flow } from '../../domain/flow.ts';
import type { Conversation } from './situation.ts';

/**
 * Brings a stored conversation to its flow's current version, one version at a time.
 * @throws when it was stored by a later release than this one
 */
export function upgraded(flow: Flow, conversation: Conversation): Conversation {
  if (conversation.version > flow.version) {
    throw new Error(
      `${flow.name} was stored by version ${conversation.version}, this release knows ${flow.version}`,
    );
  }
  let { value, context } = conversation;
  for (let version = conversation.version; version < flow.version; version++) {
    const upgrade = flow.upgrades[version];
    if (!upgrade) throw new Error(`${flow.name} has no upgrade from version ${version}`);
    ({ value, context } = upgrade({ value, context }));
  }
  return Object.assign(conversation, { value, context, version: flow.version });
}
