import type { Cluster } from './cluster.ts';
import type { Classmate } from './people.ts';

type Phone = Pick<Classmate, 'addressId' | 'texts'>;

/** What the ledger says of a post to one person. */
export interface LedgerRow {
  addressId: string;
  /** The number within the post's words. */
  post: number;
  status: string;
  reason: string | null;
  attempts: number;
  /** It was sent once more, as nobody knew what had become of the first. */
  isRepeated: boolean;
  /** It was being sent when a process was killed: by that one, or by another. */
  wasInFlight: boolean;
}

/** Where `noteInFlight` writes. */
export async function watchInFlight({ sql }: Cluster): Promise<void> {
  await sql`create table in_flight_at_kills (delivery_id uuid not null)`;
}

/** Notes what is being sent: right after a kill, when the leases of who was killed still hold. */
export async function noteInFlight({ sql }: Cluster): Promise<void> {
  await sql`
    insert into in_flight_at_kills
    select id from message_deliveries where kind = 'post' and status = 'sending'`;
}

/** The posts to each address, in the order in which they were to go. */
export async function readLedger({ sql }: Cluster): Promise<LedgerRow[]> {
  return sql<LedgerRow[]>`
    select d.address_id as "addressId", substring(m.text from '\\d+')::int as post, d.status, d.reason, d.attempts,
      d.is_repeated as "isRepeated", d.id in (select delivery_id from in_flight_at_kills) as "wasInFlight"
    from message_deliveries d join messages m on m.id = d.message_id
    where d.kind = 'post' order by d.position`;
}

/** How it went, put together from the phones and the ledger. */
export interface Findings {
  deliveries: number;
  /** How many were being sent at a kill. */
  inFlight: number;
  /** Arrived nowhere, and was not given up as it may be. */
  lost: string[];
  /** In flight at a kill, and nobody heard what became of the second send either: so it is not sent a third time. */
  givenUp: number;
  /** Dead letters for any other reason, whether they arrived or not. */
  undue: string[];
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
export function compare(ledger: LedgerRow[], classmates: Phone[]): Findings {
  const findings: Findings = {
    ...{ deliveries: ledger.length, inFlight: ledger.filter(({ wasInFlight }) => wasInFlight).length },
    ...{ lost: [], givenUp: 0, undue: [], twice: 0, unexplained: [] },
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
function arrivalsAt({ texts }: Phone, rows: LedgerRow[]): number[] {
  const meant = new Set(rows.map(({ post }) => post));
  const numbers = texts().map((text) => Number(/Post (\d+) of this run/.exec(text)?.[1]));
  return numbers.filter((post) => meant.has(post));
}

function noteCount(findings: Findings, row: LedgerRow, count: number): void {
  if (mayBeGivenUp(row)) findings.givenUp++;
  else if (row.status === 'dead') findings.undue.push(nameOf(row));
  else if (count === 0) findings.lost.push(nameOf(row));
  if (count > 1) findings.twice++;
  if (count > 1 && !(row.isRepeated && count <= row.attempts))
    findings.unexplained.push(`${count}: ${nameOf(row)}`);
  if (count === 1 && row.isRepeated) findings.repeatedInVain++;
}

/** Sent twice, once by who was killed, and no answer to either. So no more can be given up than were in flight. */
const mayBeGivenUp = ({ status, reason, attempts, isRepeated, wasInFlight }: LedgerRow) =>
  status === 'dead' && reason === 'uncertain' && isRepeated && attempts > 1 && wasInFlight;

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

const nameOf = ({ addressId, post, status, reason, attempts }: LedgerRow) =>
  `post ${post} to ${addressId} (${status}, ${reason ?? 'no reason'}, ${attempts} attempts)`;
