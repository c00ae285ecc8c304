import type { MembershipStatus, Role } from '../../domain/member.ts';
import type { Tx } from '../client.ts';
import { shownClass } from '../privacy/shown.ts';
import { containing, type Page, type PageAsked, paged, where } from './paged.ts';

/** A member as the others of the community see them. */
export interface UserRow {
  id: string;
  number: number;
  full_name: string;
  graduating_year: number | null;
  section: string | null;
  role: Role;
  status: MembershipStatus;
  joined_at: Date;
}

export interface UserFilter {
  graduating_year?: number | undefined;
  section?: string | undefined;
  role?: Role | undefined;
  search?: string | undefined;
  statuses: MembershipStatus[];
  /** The membership of whoever looks. */
  viewer: string;
}

const columns = (tx: Tx, viewer: string) => {
  const shown = shownClass(tx, viewer);
  return tx`
    m.id, m.number, p.name as full_name, ${shown.year} as graduating_year, ${shown.section} as section, m.role, m.status,
    m.created_at as joined_at`;
};

export function listUsers(
  tx: Tx,
  { communityId, filter }: { communityId: string; filter: UserFilter },
  page: PageAsked,
): Promise<Page<UserRow>> {
  const { graduating_year: year, section, role, search, statuses, viewer } = filter;
  // Neither found nor sorted by what is not shown: that would tell it as well.
  const shown = shownClass(tx, viewer);
  return paged<UserRow>(tx, page, {
    columns: columns(tx, viewer),
    from: tx`from memberships m join people p on p.id = m.person_id
      where m.community_id = ${communityId} and m.status = any(${statuses})
        ${where(tx, year, () => tx`and ${shown.year} = ${year!}`)}
        ${where(tx, section, () => tx`and ${shown.section} = ${section!}`)}
        ${where(tx, role, () => tx`and m.role = ${role!}`)}
        ${where(tx, search, () => tx`and p.name ilike ${containing(search!)}`)}`,
    sorts: {
      number: tx`m.number`,
      full_name: tx`p.name`,
      graduating_year: shown.year,
      joined_at: tx`m.created_at`,
    },
    last: tx`m.id`,
  });
}

/** A member of this community; null for one of another. */
export async function findUser(
  tx: Tx,
  {
    communityId,
    id,
    statuses,
    viewer,
  }: Pick<UserFilter, 'statuses' | 'viewer'> & { communityId: string; id: string },
): Promise<UserRow | null> {
  const [row] = await tx<UserRow[]>`
    select ${columns(tx, viewer)} from memberships m join people p on p.id = m.person_id
    where m.id = ${id} and m.community_id = ${communityId} and m.status = any(${statuses})`;
  return row ?? null;
}
