import { createAccountSession } from '../../db/accounts.ts';
import type { MembershipStatus, Role } from '../../domain/member.ts';
import { newSecret, secretHash } from '../../http/account/secrets.ts';
import { accountsOf } from '../http/account/support.ts';
import { newClass } from '../support/class.ts';
import type { World } from '../support/world.ts';
import type { Standing } from './rules.ts';

const statuses: MembershipStatus[] = ['pending', 'active', 'suspended', 'left', 'rejected', 'expired'];
const roles: Role[] = ['member', 'moderator', 'organizer'];

export interface SignedIn extends Standing {
  /** For the API, and for pages; null for who cannot sign in. */
  token: string | null;
  cookie: string | null;
}

/** A class with somebody of every role and status, an operator, one who is suspended, and last nobody; all but that one are signed in. */
export async function everybody(world: World): Promise<SignedIn[]> {
  const standings = statuses.flatMap((status) =>
    roles.map((role): Standing => ({ name: `${role} ${status}`, role, status, isOperator: false })),
  );
  const members = Object.fromEntries(
    standings.map(({ name }) => [name.replace(' ', ''), `telegram ${name}`]),
  );
  const school = await newClass(world, {
    members: { ...members, operator: 'telegram', gone: 'telegram suspended' },
  });
  const { operator, gone } = school.members;
  for (const { personId } of [operator!, gone!])
    await world.sql`insert into operators values (${personId}, ${world.clock.now()})`;
  const people: [Standing, { membershipId: string }][] = standings.map((one) => [
    one,
    school.members[one.name.replace(' ', '')]!,
  ]);
  const looksAfter = { role: 'member', isOperator: true };
  people.push([{ name: 'operator', status: 'active', ...looksAfter }, operator!]);
  people.push([{ name: 'operator suspended', status: 'suspended', ...looksAfter }, gone!]);
  const signedIn = await Promise.all(
    people.map(async ([standing, { membershipId }]) => ({
      ...standing,
      ...(await signIn(world, membershipId)),
    })),
  );
  const nobody = {
    name: 'nobody',
    role: 'none',
    status: 'none',
    isOperator: false,
    token: null,
    cookie: null,
  };
  return [...signedIn, nobody];
}

/** Past the bot. */
export async function signIn(world: World, membershipId: string): Promise<{ token: string; cookie: string }> {
  const { accessToken } = await accountsOf(world).signIn(membershipId);
  const { random, newId } = world.deps;
  const secret = newSecret(random);
  const now = world.clock.now();
  const expiresAt = new Date(now.getTime() + 3_600_000);
  await createAccountSession(world.sql, {
    ...{ id: newId(), membershipId, kind: 'page', tokenHash: secretHash(secret), expiresAt, now },
  });
  return { token: accessToken, cookie: `homeroom_account=${secret}` };
}
