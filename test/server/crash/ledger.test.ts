import { expect, test } from 'vitest';
import { compare, type LedgerRow } from './ledger.ts';

const sent: LedgerRow = {
  ...{ addressId: 'phone', post: 1, status: 'sent', reason: null },
  ...{ attempts: 1, isRepeated: false, wasInFlight: false },
};
const inFlight: LedgerRow = { ...sent, attempts: 2, isRepeated: true, wasInFlight: true };
const givenUp: LedgerRow = { ...inFlight, status: 'dead', reason: 'uncertain' };

/** What is found of one row whose post arrived so often. */
function found(row: LedgerRow, arrivals: number) {
  const mate = {
    addressId: row.addressId,
    texts: () => Array(arrivals).fill(`Post ${row.post} of this run`),
  };
  const { lost, givenUp, undue, twice, unexplained } = compare([row], [mate]);
  return { lost: lost.length, givenUp, undue: undue.length, twice, unexplained: unexplained.length };
}

const well = { lost: 0, givenUp: 0, undue: 0, twice: 0, unexplained: 0 };

test.each<[string, LedgerRow, number, Partial<typeof well>]>([
  ['what was sent and arrived is well', sent, 1, {}],
  ['what was sent and did not arrive is lost', sent, 0, { lost: 1 }],
  ['what was skipped did not arrive either', { ...sent, status: 'skipped' }, 0, { lost: 1 }],
  ['what was in flight at a kill may be given up after its second send', givenUp, 0, { givenUp: 1 }],
  ['also where the first had arrived', givenUp, 1, { givenUp: 1 }],
  ['not what was in flight at no kill', { ...givenUp, wasInFlight: false }, 0, { undue: 1 }],
  ['not what was sent once', { ...givenUp, attempts: 1 }, 0, { undue: 1 }],
  ['not what was not repeated', { ...givenUp, isRepeated: false }, 0, { undue: 1 }],
  ['not what the provider is said to have refused', { ...givenUp, reason: 'rejected' }, 0, { undue: 1 }],
  ['not what arrived and is dead all the same', { ...sent, status: 'dead' }, 1, { undue: 1 }],
  ['what says that it was repeated may arrive twice', inFlight, 2, { twice: 1 }],
  ['what does not say so may not', sent, 2, { twice: 1, unexplained: 1 }],
])('%s', (_, row, arrivals, expected) => {
  expect(found(row, arrivals)).toEqual({ ...well, ...expected });
});
