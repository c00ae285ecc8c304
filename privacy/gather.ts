import type { Engine as Sql } from '../db/client.ts';
import { isMergeUnanswered } from '../db/merges.ts';
import { type HoldingName, holdings } from '../db/privacy/holdings.ts';
import { findSelves, type HeldRow, readHolding } from '../db/privacy/read.ts';
import type { Vault } from '../db/vault.ts';
import type { Inbound } from '../domain/channel.ts';

/** Everything that is kept of a person, by part. JSON-safe but for dates. */
export type Gathered = Record<HoldingName, HeldRow[]>;

export interface GatheringDeps {
  sql: Sql;
  vault: Vault;
  /** A link to a file that ends by itself. */
  linkTo(mediaId: string): string;
}

/**
 * Reads all of it as it stands at one moment, and opens what is sealed. Long for people who were sent much: never within a
 * step. Null where an organizer has made them one with somebody who may be another, since they asked.
 */
export async function gather(
  { sql, vault, linkTo }: GatheringDeps,
  personId: string,
): Promise<Gathered | null> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    if (await isMergeUnanswered(tx, personId)) return null;
    const selves = await findSelves(tx, personId);
    const gathered: Partial<Gathered> = {};
    for (const name of Object.keys(holdings) as HoldingName[]) {
      const rows = await readHolding(tx, holdings[name], selves);
      gathered[name] = rows.map((row) => opened(row, { vault, linkTo }));
    }
    return gathered as Gathered;
  });
}

/** What is sealed becomes what it says, and files become links. */
function opened(row: HeldRow, { vault, linkTo }: Omit<GatheringDeps, 'sql'>): HeldRow {
  const {
    sealed_identifier: identifier,
    sealed_for_person: isOwn,
    wrapped_key: key,
    sealed,
    files,
    ...plain
  } = row;
  return {
    ...plain,
    ...(identifier instanceof Buffer && {
      identifier: vault.openIdentifier(identifier, isOwn ? (key as Buffer) : null),
    }),
    ...(sealed instanceof Buffer && { said: saidIn(vault.openJson(sealed)) }),
    ...(files !== undefined && {
      files: ((files as File[] | null) ?? []).map((file) => linked(file, linkTo)),
    }),
  };
}

interface File {
  id: string;
  name: string | null;
  mime: string | null;
  bytes: number | null;
}

const linked = ({ id, ...file }: File, linkTo: GatheringDeps['linkTo']) => ({ ...file, link: linkTo(id) });

/** Of an event what its person said, not how their provider wrapped it; of an act of a program all of it. */
function saidIn(event: unknown): unknown {
  return typeof event === 'object' && event !== null && 'said' in event ? (event as Inbound).said : event;
}
