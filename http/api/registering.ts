import { findStanding, type Standing } from '../../db/api/registration.ts';
import { channelLabel } from '../../domain/manners.ts';
import { stateName } from '../../domain/stateName.ts';
import { type Language, type TextRef, text } from '../../domain/text.ts';
import { plainWords } from '../../texts/words.ts';
import { codeOf } from './acting.ts';
import type { ApiDeps } from './deps.ts';
import { ApiError } from './errors.ts';

/** What a newcomer told so far, as registration asks for it. */
export interface Told {
  full_name?: string | undefined;
  graduating_year?: number | undefined;
  section?: string | undefined;
  phone_number?: string | undefined;
  code?: string | undefined;
  preferred_channel?: string | undefined;
  time_zone?: string | undefined;
  community_name?: string | undefined;
}

/** What each state of registration (flows/registration.ts) asks for, by the name of the field. */
const fieldOf: Record<string, keyof Told> = {
  askingCommunityName: 'community_name',
  askingName: 'full_name',
  askingYear: 'graduating_year',
  askingSection: 'section',
  'provingPhone.askingPhone': 'phone_number',
  'provingPhone.askingCode': 'code',
  askingChannel: 'preferred_channel',
  askingTimeZone: 'time_zone',
};

interface Newcomer {
  token: string;
  addressId: string;
  language: Language;
  correlationId: string;
}

/**
 * Talks with the bot as a newcomer would, and answers what it asks from what was told.
 * @returns what is missing to go on, or the membership once it is asked for
 * @throws {ApiError} for an answer that is none
 */
export async function converse(
  deps: Pick<ApiDeps, 'sql' | 'registration'>,
  newcomer: Newcomer,
  told: Told,
): Promise<{ missing: keyof Told } | { membershipId: string }> {
  const left = { ...told };
  for (;;) {
    const standing = await findStanding(deps.sql, newcomer.addressId);
    if (standing.flow !== 'registration') return ended(standing, newcomer);
    const field = fieldOf[stateName(standing.value)];
    if (!field) throw new ApiError('CONFLICT', say(standing.said, newcomer));
    const answer = wordsFor(field, left, newcomer);
    if (answer === null) {
      // It was told already, and is asked for again: the bot said why.
      if (told[field] !== undefined) {
        throw refusal(standing.said, field, newcomer);
      }
      return { missing: field };
    }
    delete left[field];
    await deps.registration.say(newcomer.token, answer, newcomer.correlationId);
  }
}

/** Codes are sent only so often to one number, and to whoever asks for them. */
function refusal(said: TextRef | null, field: keyof Told, newcomer: Newcomer): ApiError {
  const why = say(said, newcomer);
  const isTooMuch = said && codeOf(said.key) === 'TOO_MANY_REQUESTS';
  return isTooMuch
    ? new ApiError('TOO_MANY_REQUESTS', why)
    : new ApiError('INVALID_INPUT', why, { [field]: [why] });
}

function ended({ membershipId, said }: Standing, newcomer: Newcomer): { membershipId: string } {
  if (!membershipId) throw new ApiError('CONFLICT', say(said, newcomer));
  return { membershipId };
}

/** As people would write it; null where it was not told. */
function wordsFor(field: keyof Told, told: Told, { language }: Newcomer): string | null {
  const value = told[field];
  if (field === 'preferred_channel' && value !== undefined)
    return plainWords(channelLabel(String(value)), language);
  if (field === 'section' && !value && 'full_name' in told === false)
    return plainWords(text('common.skip'), language);
  return value === undefined ? null : String(value);
}

const say = (said: TextRef | null, { language }: Newcomer) =>
  said ? plainWords(said, language) : 'That is not possible now.';
