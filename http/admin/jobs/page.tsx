import type { FC } from 'hono/jsx';
import { findInboxStanding, type JobStanding, listStandings } from '../../../db/admin/jobs.ts';
import type { Asked } from '../asked.ts';
import { durationWords } from '../measures.ts';
import type { AdminPage } from '../page.ts';
import { PlainTable } from '../plainTable.tsx';
import { Tile } from '../tile.tsx';
import { When } from '../when.tsx';

/** What the server does by itself, when it last did and whether it failed; for whoever looks after the installation. */
export const jobs: AdminPage = {
  path: '/jobs',
  permission: 'installation.see',
  title: 'admin.jobs.title',
  group: 'installation',
  view: (asked) => (
    <>
      <Inbox asked={asked} />
      <Timetable asked={asked} />
    </>
  ),
};

/** Across all communities, and numbers only. */
const Inbox: FC<{ asked: Asked }> = async ({ asked }) => {
  const { say } = asked;
  const { waiting, oldest, dead } = (await asked.readInstallation(findInboxStanding))!;
  return (
    <ul class="tiles">
      <Tile label={say('admin.jobs.waiting')} value={waiting}>
        {oldest && (
          <>
            {say('admin.tile.since')} <When asked={asked} at={oldest} />
          </>
        )}
      </Tile>
      <Tile label={say('admin.jobs.dead')} value={dead} look={dead > 0 ? 'wait' : undefined}>
        {say('admin.jobs.deadMeaning')}
      </Tile>
    </ul>
  );
};

interface Row {
  name: string;
  everyMs: number;
  standing: JobStanding | null;
}

const Timetable: FC<{ asked: Asked }> = async ({ asked }) => {
  const { say, deps } = asked;
  const standings = new Map((await asked.readInstallation(listStandings)).map((one) => [one.name, one]));
  const rows = deps.workings.timetable.map(
    (job): Row => ({ ...job, standing: standings.get(job.name) ?? null }),
  );
  return (
    <PlainTable<Row>
      caption={say('admin.jobs.title')}
      empty="–"
      rows={rows}
      columns={[
        { label: say('admin.jobs.name'), cell: ({ name }) => name },
        { label: say('admin.jobs.every'), kind: 'number', cell: (row) => durationWords(asked, row.everyMs) },
        { label: say('admin.jobs.ran'), cell: ({ standing }) => <When asked={asked} at={ranAt(standing)} /> },
        { label: say('admin.jobs.next'), cell: (row) => <When asked={asked} at={nextOf(row)} /> },
        { label: say('admin.jobs.failure'), cell: ({ standing }) => <Failure {...{ asked, standing }} /> },
      ]}
    />
  );
};

/** One that never came to its end has a row for its failure alone. */
const ranAt = (standing: JobStanding | null): Date | null =>
  standing && standing.ranAt.getTime() > 0 ? standing.ranAt : null;

const nextOf = ({ everyMs, standing }: Row): Date | null => {
  const ran = ranAt(standing);
  return ran && new Date(ran.getTime() + everyMs);
};

const Failure: FC<{ asked: Asked; standing: JobStanding | null }> = ({ asked, standing }) => {
  if (!standing?.failedAt) return <span class="mark good">{asked.say('admin.jobs.fine')}</span>;
  const isOver = standing.ranAt > standing.failedAt;
  return (
    <>
      <span class={isOver ? 'mark' : 'mark bad'}>
        {asked.say(isOver ? 'admin.jobs.failedBefore' : 'admin.jobs.fails')}
      </span>{' '}
      <code>{standing.failure}</code> <When asked={asked} at={standing.failedAt} />
    </>
  );
};
