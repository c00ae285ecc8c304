import type { Content } from '../../../domain/content.ts';
import type { CommandButton } from '../../../domain/effects/common.ts';
import { commandsOf } from '../button.ts';

/** A sentence with its buttons, as a delivery keeps it. */
export function contentOf(
  effect: { text: Content['parts'][number]; buttons?: CommandButton[] },
  communityId: string,
): Content {
  const content: Content = { parts: [effect.text] };
  if (effect.buttons) content.commands = commandsOf(effect.buttons, communityId);
  return content;
}
