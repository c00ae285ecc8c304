import { z } from '@hono/zod-openapi';
import { listCommunities, listJobs } from '../../db/api/installation.ts';
import { type ApiDeps, newPart, readingInstallation } from './deps.ts';
import { id, listed, listQuery, moment, pageOf } from './listing.ts';
import { listRoute } from './route.ts';

const community = z
  .strictObject({
    id,
    name: z.string(),
    time_zone: z.string(),
    language: z.string(),
    member_count: z.int(),
    pending_count: z.int(),
    created_at: moment,
  })
  .openapi('Community');

const communities = listRoute({
  path: '/admin/communities',
  permission: 'installation.see',
  tag: 'admin',
  summary: 'All communities of the installation',
  request: { query: listQuery(['name', 'created_at'], {}) },
  data: community,
});

const jobs = listRoute({
  path: '/admin/jobs',
  permission: 'installation.see',
  tag: 'admin',
  summary: 'When each job of the timetable last ran',
  request: { query: listQuery(['name', 'ran_at'], {}) },
  data: z.strictObject({ name: z.string(), ran_at: moment }).openapi('Job'),
});

/** Beyond one community: these alone do not read by `reading`. */
export const adminInstallationRoutes = (deps: ApiDeps) =>
  newPart()
    .openapi(communities, async (c) => {
      const page = c.req.valid('query');
      const found = await readingInstallation(deps, c.var.account, (tx) => listCommunities(tx, pageOf(page)));
      return c.json(listed(found, page), 200);
    })
    .openapi(jobs, async (c) => {
      const page = c.req.valid('query');
      const found = await readingInstallation(deps, c.var.account, (tx) => listJobs(tx, pageOf(page)));
      return c.json(listed(found, page), 200);
    });
