import type { Content } from '../../domain/content.ts';
import type { CommandButton } from '../../domain/effects/common.ts';
import type { EffectOf } from '../../domain/effects.ts';
import type { Question } from '../../domain/flow.ts';
import type { TextRef } from '../../domain/text.ts';
import { answerButton, commandsOf } from './button.ts';
import type { Conversation } from './situation.ts';

/** A question that waits after the turn. */
export interface Asking {
  conversation: Conversation;
  question: Question;
}

/** All that one event makes the bot say: one message. */
export class Answer {
  private readonly parts: TextRef[] = [];
  private readonly buttons: CommandButton[] = [];
  private confirms: string | undefined;
  /** The last thing still said to somebody who wants nothing more. */
  farewell: TextRef | null = null;

  get isEmpty(): boolean {
    return this.parts.length === 0 && !this.farewell;
  }

  /** The key of what was said first. */
  get firstKey(): TextRef['key'] | null {
    return this.parts[0]?.key ?? this.farewell?.key ?? null;
  }

  add(part: TextRef): void {
    this.parts.push(part);
  }

  /** What a machine says. */
  addSaid(effect: EffectOf<'say'>): void {
    this.parts.push(effect.text);
    if ('confirms' in effect) this.confirms = effect.confirms;
    else this.buttons.push(...(effect.buttons ?? []));
  }

  /** Null where nothing was said and nothing is asked. `communityId` is where the buttons' commands belong. */
  content(asking: Asking | null, communityId: string | null): Content | null {
    const last = this.farewell ?? asking?.question.text;
    const parts = last ? [...this.parts, last] : this.parts;
    if (parts.length === 0) return null;
    const content: Content = { parts };
    if (this.buttons.length > 0) content.commands = commandsOf(this.buttons, communityId);
    if (this.confirms) content.confirms = this.confirms;
    if (this.farewell) content.isFarewell = true;
    return asking ? { ...content, ...offered(asking) } : content;
  }
}

function offered({ conversation, question }: Asking): Pick<Content, 'contactButton' | 'choices'> {
  const choices = question.choices?.map(({ label }, index) => ({
    label,
    data: answerButton(conversation.id, conversation.step, index),
  }));
  return {
    ...(question.contactButton && { contactButton: question.contactButton }),
    ...(choices && { choices }),
  };
}
