import type { NewAddress } from '../../db/addresses.ts';
import { nearestLanguage } from '../../domain/text.ts';
import type { EngineDeps } from './context.ts';
import type { SaidItem } from './handleSaid.ts';

/** The address of somebody who speaks for the first time, sealed until a person is known. */
export function newAddress(
  { newId, vault }: Pick<EngineDeps, 'newId' | 'vault'>,
  { inbound, hash }: Pick<SaidItem, 'inbound' | 'hash'>,
): NewAddress {
  return {
    id: newId(),
    channel: inbound.channel,
    account: inbound.account,
    hash,
    sealedIdentifier: vault.sealIdentifier(inbound.group?.id ?? inbound.from, null),
    language: nearestLanguage(inbound.language),
  };
}
