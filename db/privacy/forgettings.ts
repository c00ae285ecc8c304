import type { Tx } from '../client.ts';

/** Notes what is still to be done once the receipt is out. */
export async function createForgetting(
  tx: Tx,
  forgetting: {
    id: string;
    personId: string;
    addressId: string;
    sealed: Buffer;
    notBefore: Date;
    now: Date;
  },
): Promise<void> {
  await tx`
    insert into forgettings (id, person_id, address_id, sealed, not_before, created_at)
    values (${forgetting.id}, ${forgetting.personId}, ${forgetting.addressId}, ${forgetting.sealed},
      ${forgetting.notBefore}, ${forgetting.now})`;
}

export interface OpenForgetting {
  id: string;
  addressId: string;
  sealed: Buffer;
  createdAt: Date;
  /** Something is still on its way there. */
  isWaiting: boolean;
  /** The address has become somebody's again, or is about to. */
  isReused: boolean;
}

/** Takes one that is due; nobody else takes it before `leasedUntil`. */
export async function claimForgetting(
  tx: Tx,
  { now, leasedUntil }: { now: Date; leasedUntil: Date },
): Promise<OpenForgetting | null> {
  const [row] = await tx<OpenForgetting[]>`
    with due as materialized (
      select id from forgettings where finished_at is null and not_before <= ${now}
      order by not_before limit 1 for update skip locked)
    update forgettings f set not_before = ${leasedUntil}
    from due, addresses a where f.id = due.id and a.id = f.address_id
    returning f.id, f.address_id as "addressId", f.sealed, f.created_at as "createdAt",
      exists (select from message_deliveries d where d.address_id = a.id
        and d.status in ('queued', 'sending', 'uncertain')) as "isWaiting",
      a.person_id is not null or exists (select from conversations c where c.address_id = a.id
        and c.status <> 'done' and c.created_at > f.created_at) as "isReused"`;
  return row ?? null;
}

/** What was looked for is not known any more. */
export async function finishForgetting(tx: Tx, id: string, now: Date): Promise<void> {
  await tx`update forgettings set sealed = null, finished_at = ${now} where id = ${id}`;
}
