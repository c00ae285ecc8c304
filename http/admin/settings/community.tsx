import type { FC } from 'hono/jsx';
import type { CommunityRow } from '../../../db/communities.ts';
import { mostVouches } from '../../../domain/communitySetting.ts';
import { languages } from '../../../domain/text.ts';
import type { Asked } from '../asked.ts';
import { Setting } from './setting.tsx';

/** The community itself. */
export const CommunityCard: FC<{ asked: Asked; community: CommunityRow }> = ({ asked, community }) => {
  const { say } = asked;
  const { name, language, timeZone, vouches } = community;
  return (
    <section class="card">
      <h2>{say('admin.settings.community')}</h2>
      <Setting asked={asked} what="name" label={say('admin.settings.name')}>
        <input id="setting-name" name="value" value={name} maxlength={60} required />
      </Setting>
      <Setting
        {...{ asked, what: 'language', label: say('admin.settings.language') }}
        hint={say('admin.settings.languageHint')}
      >
        <select id="setting-language" name="value">
          {languages.map((one) => (
            <option value={one} selected={one === language}>
              {say(`community.${one}`)}
            </option>
          ))}
        </select>
      </Setting>
      <Setting
        {...{ asked, what: 'time', label: say('admin.settings.time') }}
        hint={say('admin.settings.timeHint')}
      >
        <input id="setting-time" name="value" value={timeZone} maxlength={60} required list="time-zones" />
      </Setting>
      <datalist id="time-zones">
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option value={zone} />
        ))}
      </datalist>
      <Setting
        {...{ asked, what: 'vouches', label: say('admin.settings.vouches') }}
        hint={say('admin.settings.vouchesHint')}
      >
        <input
          id="setting-vouches"
          name="value"
          type="number"
          min="1"
          max={mostVouches}
          value={vouches}
          required
        />
      </Setting>
    </section>
  );
};
