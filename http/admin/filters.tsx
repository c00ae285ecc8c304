import type { Child, FC } from 'hono/jsx';
import type { Asked } from './asked.ts';

/** What a list is narrowed by: a form that leads to the same page with another address. */
export const Filters: FC<{ asked: Asked; children: Child }> = ({ asked, children }) => {
  const { say, query, here } = asked;
  const kept = (['sort', 'order'] as const).filter((name) => query.has(name));
  return (
    <form class="filters" method="get" action={here.split('?')[0]}>
      {kept.map((name) => (
        <input type="hidden" name={name} value={query.get(name)!} />
      ))}
      {children}
      <button type="submit" class="plain">
        {say('admin.filter.apply')}
      </button>
    </form>
  );
};

/** A field to search by words. */
export const SearchField: FC<{ asked: Asked; label: string; name?: string }> = (props) => {
  const { asked, label, name = 'search' } = props;
  return (
    <label class="search">
      {label}
      <input type="search" name={name} value={asked.query.get(name) ?? ''} maxlength={100} />
    </label>
  );
};

interface ChoiceProps {
  asked: Asked;
  label: string;
  name: string;
  /** What may be chosen, with its words; besides it nothing may be. */
  options: [value: string, words: string][];
  /** What the choice of nothing is called. */
  any: string;
}

/** A field to choose one of a few by. */
export const ChoiceField: FC<ChoiceProps> = ({ asked, label, name, options, any }) => {
  const chosen = asked.query.get(name);
  return (
    <label>
      {label}
      <select name={name}>
        <option value="">{any}</option>
        {options.map(([value, words]) => (
          <option value={value} selected={value === chosen}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
};

/** A day, by the community's calendar. */
export const DayField: FC<{ asked: Asked; label: string; name: string }> = ({ asked, label, name }) => (
  <label>
    {label}
    <input type="date" name={name} value={asked.query.get(name) ?? ''} />
  </label>
);
