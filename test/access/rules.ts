import type { Group, Permission } from '../../domain/permissions.ts';
import { pages } from '../../http/admin/pages.ts';

/** How routes outside of the API know whom they let in, where that is nobody with an account. */
export type OwnProof =
  /** Nothing is asked. */
  | 'everybody'
  /** The provider's own signature or secret; Prometheus' token. */
  | 'provider'
  /** The cookie of a browser of the web chat, and our own page. */
  | 'browser'
  /** A signed link. */
  | 'link'
  /** Only there while the Lab is on. */
  | 'lab';

/** Every route but those of the API and of the dashboard's pages, which say it themselves. The first line that fits counts. */
const lines: [RegExp, OwnProof][] = [
  [/^GET \/(health|ready)?$/, 'everybody'],
  [/^GET \/metrics$|^(GET|POST) \/webhooks\//, 'provider'],
  [/^GET \/chat(\/|\/away|\/manifest\.webmanifest|\/worker\.js|\/assets\/.*|\/session)?$/, 'everybody'],
  // Only from our own page: any browser may begin, and end what it has.
  [/^POST \/chat\/(session|sign-out)$/, 'everybody'],
  [/^POST \/chat\/files$/, 'browser'],
  [/^GET \/chat\/files\//, 'browser'],
  [/^(GET|POST) \/admin\/(sign-in|enter|sign-out)(\/|$)/, 'everybody'],
  [/^GET \/admin\/assets\//, 'everybody'],
  [/^GET \/docs(\/|$)/, 'everybody'],
  [/^GET \/m\//, 'link'],
  [/^(GET|POST) \/unsubscribe\//, 'link'],
  [/^[A-Z]+ \/lab(\/|$)/, 'lab'],
];

/** What a route of our own asks for; undefined where nobody thought of it. */
export const ownProofOf = (route: string): OwnProof | undefined =>
  lines.find(([pattern]) => pattern.test(route))?.[1];

/** A route with its parameters as `{id}`, whatever they have to look like. */
export const plainRoute = (route: string): string =>
  route.replace(/:(\w+)(\{(?:[^{}]|\{[^}]*\})*\})?\??/g, '{$1}');

/** The dashboard's pages with what can be done on them, by the table they are made from. */
export const pagePermissions = new Map<string, Permission>([
  ['GET /admin/events', 'dashboard.see'],
  ...pages.flatMap(({ path, permission, acts = [] }) => [
    [plainRoute(`GET /admin${path}`), permission] as const,
    ...acts.map((act) => [plainRoute(`POST /admin${path}${act.path}`), act.permission] as const),
  ]),
]);

/** Somebody there can be: `organizer active`, `nobody`, with what else they are. */
export interface Standing {
  name: string;
  role: string;
  status: string;
  isOperator: boolean;
}

/**
 * Whom each group of the permission table lets in, in words of our own: so that a mistake in the table and one in what
 * asks it both show.
 */
export const lets: Record<Group, (one: Standing) => boolean> = {
  everybody: () => true,
  somebody: ({ status }) => status !== 'none',
  inTouch: ({ status }) => ['active', 'pending'].includes(status),
  placed: ({ status }) => ['active', 'pending', 'suspended'].includes(status),
  members: ({ status }) => status === 'active',
  membersSomewhere: ({ status }) => status === 'active',
  ofSeveral: () => false,
  hosts: ({ role, status }) => status === 'active' && role !== 'member',
  organizers: ({ role, status }) => status === 'active' && role === 'organizer',
  operators: ({ isOperator, status }) => status === 'active' && isOperator,
};
