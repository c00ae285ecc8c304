import type { Child, FC } from 'hono/jsx';

interface Props {
  label: string;
  value: string | number;
  look?: 'wait' | undefined;
  href?: string;
  children?: Child;
}

/** A figure with what it means. */
export const Tile: FC<Props> = ({ label, value, look, href, children }) => (
  <li class={look ? `card tile ${look}` : 'card tile'}>
    <span class="label">{href ? <a href={href}>{label}</a> : label}</span> <span class="value">{value}</span>{' '}
    <span class="more">{children}</span>
  </li>
);
