import type { FC } from 'hono/jsx';

/** A sign of `icons.svg`; what it means is said beside it. */
export const Icon: FC<{ name: string }> = ({ name }) => (
  <svg class="icon" aria-hidden="true" width="20" height="20">
    <use href={`/lab/assets/icons.svg#${name}`} />
  </svg>
);
