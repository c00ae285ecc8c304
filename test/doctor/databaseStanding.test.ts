import { expect, test } from 'vitest';
import type { DatabaseStanding } from '../../db/standing.ts';
import { aboutStanding } from '../../doctor/databaseStanding.ts';
import { lines } from './looking.ts';

// Roles belong to the whole server, which other tests use too: what is wrong with them is told here and not made.
const role = { name: 'homeroom_engine', isSuperuser: false, bypassesRls: false };
const standing: DatabaseStanding = {
  version: 180_004,
  migratedTo: null,
  roles: [role, { ...role, name: 'homeroom_app' }],
  mayMakeRoles: true,
  wrappedLookupKey: null,
};

test.each<[string, Partial<DatabaseStanding>, RegExp]>([
  ['an old server', { version: 140_011 }, /^✗ PostgreSQL 14\.11 is too old: update it to 15 or later\.$/],
  [
    'a superuser',
    { roles: [role, { ...role, name: 'homeroom_app', isSuperuser: true }] },
    /^✗ homeroom_app may see every community's rows: alter role homeroom_app nosuperuser nobypassrls\.$/,
  ],
  [
    'a role beyond the rules for rows',
    { roles: [{ ...role, bypassesRls: true }] },
    /^✗ homeroom_engine may see/,
  ],
  ['no roles yet', { roles: [] }, /^! The roles .* are not there yet: npm start makes them\.$/],
  [
    'no roles, and no right to make them',
    { roles: [role], mayMakeRoles: false },
    /^✗ The roles .* are missing.*DATABASE_OWNER_URL/,
  ],
])('%s', (_, changed, sentence) => {
  expect(lines(aboutStanding({ ...standing, ...changed }, null))).toContainEqual(
    expect.stringMatching(sentence),
  );
});
