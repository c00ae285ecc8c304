import type { NewAddress } from '../../db/addresses.ts';
import type { Language } from '../../domain/text.ts';
import type { EngineDeps, Settings } from './context.ts';

/**
 * A phone number as an address of the SMS channel, also where this installation cannot text.
 * @param number in E.164
 */
export function phoneAddress(
  { newId, vault, settings }: Pick<EngineDeps, 'newId' | 'vault' | 'settings'>,
  number: string,
  language: Language,
): NewAddress {
  const account = smsAccount(settings) ?? 'none';
  return {
    id: newId(),
    channel: 'sms',
    account,
    hash: vault.hashIdentifier('sms', account, number),
    sealedIdentifier: vault.sealIdentifier(number, null),
    language,
  };
}

export const smsAccount = ({ accounts }: Settings) =>
  accounts.find(({ channel }) => channel === 'sms')?.account;
