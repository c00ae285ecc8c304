import type { Engine as Sql } from '../../db/client.ts';
import type { Account } from '../../db/reach.ts';
import type { Vault } from '../../db/vault.ts';
import type { CountSegments } from '../../delivery/smsCost.ts';
import type { Clock, Random } from '../../domain/clock.ts';
import type { Log } from '../../domain/log.ts';
import type { Observer } from '../../domain/observer.ts';
import type { Place } from '../../domain/waysIn.ts';
import type { SaidLimits } from './admit.ts';
import type { Routes } from './meaning.ts';
import type { Flows } from './turn.ts';

/** What this installation allows and has: the same for every conversation. */
export interface Settings {
  /** Our side of the channels that are on. */
  accounts: Account[];
  /** Where people write to us on a channel. */
  place: Place;
  /** Whether our bot hears all that is said in groups; null where that is no question, or not known yet. */
  readsGroups: (channel: string) => boolean | null;
  /** Where a browser asks to be signed in. */
  signInUrl: string;
  /** ISO 3166 codes whose numbers may get codes; null for all. */
  smsCountries: string[] | null;
  /** Codes that may be sent to all numbers together in an hour. */
  smsCodesPerHour: number;
  /** False where Twilio answers STOP, START and HELP itself. */
  answersCarrierWords: boolean;
}

/** Everything the engine is built from. */
export interface EngineDeps {
  sql: Sql;
  clock: Clock;
  random: Random;
  newId: () => string;
  vault: Vault;
  settings: Settings;
  flows: Routes & Flows;
  /** Null where anything may be said at any rate. */
  limits: SaidLimits | null;
  countSegments: CountSegments;
  log: Log;
  /** Missing where nobody watches. */
  observer?: Observer;
}
