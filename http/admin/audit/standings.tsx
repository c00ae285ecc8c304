import type { FC } from 'hono/jsx';
import { findSealStanding, listSealStandings, type SealStanding } from '../../../db/admin/audit.ts';
import { reading } from '../../api/deps.ts';
import type { Asked } from '../asked.ts';
import type { ChainChecked } from '../deps.ts';
import { When } from '../when.tsx';

type Standing = SealStanding & { checked: ChainChecked | null };

/** Of all of them at once the chains would take minutes to go through: those are checked one by one. */
const mostChecked = 20;

/** An act waits some seconds for its seal; longer says that the sealing stands still, or that an act can no longer be sealed. */
const patienceMs = 60_000;

/**
 * How much of the log is sealed, and whether its chain checks: of this community, and for whoever looks after the installation of
 * all of them.
 */
export const Standings: FC<{ asked: Asked }> = async ({ asked }) => {
  const standings = await standingsFor(asked);
  return (
    <section class="cards seals">
      {standings.map((one) => (
        <Card {...{ asked, one }} isNamed={standings.length > 1} />
      ))}
    </section>
  );
};

async function standingsFor(asked: Asked): Promise<Standing[]> {
  const { deps } = asked;
  const found = asked.may('installation.see')
    ? await asked.readInstallation(listSealStandings)
    : [await asked.read(findSealStanding)];
  const standings: Standing[] = [];
  for (const [index, one] of found.entries())
    standings.push({ ...one, checked: index < mostChecked ? await checked(one) : null });
  return standings;

  /** Each chain is read as its own community's. */
  function checked(one: SealStanding): Promise<ChainChecked> {
    return reading(deps, one, deps.checkChain);
  }
}

const Card: FC<{ asked: Asked; one: Standing; isNamed: boolean }> = ({ asked, one, isNamed }) => {
  const { say, now } = asked;
  const { unsealed, unsealedSince, checked, sealedAt, name } = one;
  const waitedMs = unsealedSince ? Math.max(0, now.getTime() - unsealedSince.getTime()) : 0;
  const seconds = Math.ceil(waitedMs / 1_000);
  return (
    <div class="card">
      {isNamed && <h2>{name}</h2>}
      <p>
        {checked &&
          (checked.broken ? (
            <span class="mark bad">
              {say(`admin.audit.broken.${checked.broken.what}`, { sequence: checked.broken.sequence })}
            </span>
          ) : (
            <span class="mark good">{say('admin.audit.whole', { acts: checked.acts })}</span>
          ))}
      </p>
      <p class={waitedMs > patienceMs ? 'mark bad' : 'soft'}>
        {unsealed === 0
          ? say('admin.audit.allSealed')
          : say('admin.audit.unsealed', { count: unsealed, seconds })}
      </p>
      {sealedAt && (
        <p class="soft">
          {say('admin.audit.sealedAt')} <When asked={asked} at={sealedAt} />
        </p>
      )}
    </div>
  );
};
