import type { ApprovalEffect } from './effects/approval.ts';
import type { ChoosingEffect } from './effects/choosing.ts';
import type { CommonEffect } from './effects/common.ts';
import type { LinkingEffect } from './effects/linking.ts';
import type { LeavingEffect, OrganizerEffect, SettingsEffect } from './effects/organizer.ts';
import type { PostingEffect } from './effects/posting.ts';
import type { ForgettingEffect } from './effects/privacy.ts';
import type { RegistrationEffect } from './effects/registration.ts';
import type { TellingEffect } from './effects/telling.ts';

/**
 * Everything a machine can ask of the world: one closed union. A machine emits an effect; the engine performs it in
 * the transaction that stores the machine's new state. Effects that ask are answered by the event named beside them.
 */
export type Effect =
  | ApprovalEffect
  | ChoosingEffect
  | CommonEffect
  | ForgettingEffect
  | PostingEffect
  | RegistrationEffect
  | LeavingEffect
  | LinkingEffect
  | OrganizerEffect
  | SettingsEffect
  | TellingEffect;

export type EffectOf<T extends Effect['type']> = Extract<Effect, { type: T }>;
