import type { FC } from 'hono/jsx';
import type { SmsBudget } from '../../../db/smsBudget.ts';
import type { Asked } from '../asked.ts';
import { Meter } from '../meter.tsx';
import { Setting } from './setting.tsx';

/** What text messages may cost in a month, and how much of it is gone. */
export const BudgetCard: FC<{ asked: Asked; budget: SmsBudget }> = ({
  asked,
  budget: { budget, price, spent },
}) => {
  const { say } = asked;
  return (
    <section class="card">
      <h2>{say('admin.settings.budget')}</h2>
      <p>
        {budget === null
          ? say('admin.settings.spent', { spent })
          : say('admin.settings.spentOf', { spent, budget })}
      </p>
      {budget !== null && <Meter used={spent} of={budget} />}
      <Setting
        {...{ asked, what: 'budget', label: say('admin.settings.limit') }}
        hint={say('admin.settings.budgetHint')}
      >
        <input
          id="setting-budget"
          name="value"
          value={typedAs(budget, price)}
          maxlength={40}
          placeholder={say('admin.settings.noLimit')}
        />
      </Setting>
    </section>
  );
};

/** As one would type it: in money where it was said in money. */
function typedAs(budget: number | null, price: number | null): string {
  if (budget === null) return '';
  if (price === null) return String(budget);
  return `${((budget * price) / 1_000_000).toFixed(2)} at ${price / 1_000_000}`;
}
