import type { FC } from 'hono/jsx';

/** How much of what there is has been used, as a bar beside words that say the same; nearly all of it shows in red. */
export const Meter: FC<{ used: number; of: number }> = ({ used, of }) => {
  const percent = of > 0 ? Math.min(100, (used / of) * 100) : 100;
  return (
    <svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="grid" width="100" height="8" />
      <rect class={percent < 80 ? 'good' : 'bad'} width={percent.toFixed(1)} height="8" />
    </svg>
  );
};
