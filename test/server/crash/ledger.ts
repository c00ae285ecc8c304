import type { Cluster } from './cluster.ts';
import type { Classmate } from './people.ts';

/** What the ledger says of a post to one person. */
export interface LedgerRow {
  addressId: string;
  /** The number within the post's words. */
  post: number;
  status: string;
  attempts: number;
  /** It was sent once more, as nobody knew what had become of the first. */
  isRepeated: boolean;
}

/** The posts to each address, in the order in which they were to go. */
export async function readLedger({ sql }: Cluster): Promise<LedgerRow[]> {
  return sql<LedgerRow[]>`
    select d.address_id as "addressId", substring(m.text from '\\d+')::int as post, d.status, d.attempts,
      d.is_repeated as "isRepeated"
    from message_deliveries d join messages m on m.id = d.message_id
    where d.kind = 'post' order by d.position`;
}

/** How it went, put together from the phones and the ledger. */
export interface Findings {
  deliveries: number;
  /** Arrived nowhere, and is not among the dead letters either, where an organizer finds it. */
  lost: string[];
  /** Nobody heard what became of it, twice: so it is not sent a third time. */
  deadLetters: number;
  /** Arrived more than once. */
  twice: number;
  /** Of these, what the ledger does not say of itself. */
  unexplained: string[];
  /** Marked as sent once more, and arrived once: the first had not gone out. */
  repeatedInVain: number;
  /** Came after a later one. */
  overtaken: number;
  /** Of these, what was never tried a second time. */
  disordered: string[];
}

/** Compares what the phones show with what the ledger says. */
export function compare(ledger: LedgerRow[], classmates: Classmate[]): Findings {
  const findings: Findings = {
    ...{ deliveries: ledger.length, lost: [], deadLetters: 0, twice: 0, unexplained: [] },
    ...{ repeatedInVain: 0, overtaken: 0, disordered: [] },
  };
  for (const mate of classmates) {
    const rows = ledger.filter(({ addressId }) => addressId === mate.addressId);
    const arrived = arrivalsAt(mate, rows);
    for (const row of rows) noteCount(findings, row, arrived.filter((post) => post === row.post).length);
    noteOrder(findings, rows, [...new Set(arrived)]);
  }
  return findings;
}

/** The numbers of the posts of others, in the order in which they came. */
function arrivalsAt({ texts }: Classmate, rows: LedgerRow[]): number[] {
  const meant = new Set(rows.map(({ post }) => post));
  const numbers = texts().map((text) => Number(/Post (\d+) of this run/.exec(text)?.[1]));
  return numbers.filter((post) => meant.has(post));
}

function noteCount(findings: Findings, row: LedgerRow, count: number): void {
  if (row.status === 'dead') findings.deadLetters++;
  else if (count === 0) findings.lost.push(nameOf(row));
  if (count > 1) findings.twice++;
  if (count > 1 && !(row.isRepeated && count <= row.attempts))
    findings.unexplained.push(`${count}: ${nameOf(row)}`);
  if (count === 1 && row.isRepeated) findings.repeatedInVain++;
}

/** A row that is tried again holds up those behind it for half a minute, and no longer: those may pass it. */
function noteOrder(findings: Findings, rows: LedgerRow[], arrived: number[]): void {
  const place = new Map(rows.map(({ post }, index) => [post, index]));
  arrived.forEach((post, index) => {
    const passed = arrived.slice(0, index).some((earlier) => place.get(earlier)! > place.get(post)!);
    if (!passed) return;
    findings.overtaken++;
    const row = rows[place.get(post)!]!;
    if (row.attempts < 2) findings.disordered.push(nameOf(row));
  });
}

const nameOf = ({ addressId, post, status, attempts }: LedgerRow) =>
  `post ${post} to ${addressId} (${status}, ${attempts} attempts)`;
