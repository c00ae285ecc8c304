import type { FC } from 'hono/jsx';
import { encode } from 'uqr';

/** A QR code to scan from a screen or print: dark on white in the dark, too, as readers want it; with its quiet border. */
export const Qr: FC<{ content: string; label: string }> = ({ content, label }) => {
  const rows = encode(content, { ecc: 'M', border: 3 }).data;
  const path = rows
    .flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('');
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      shape-rendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <path fill="#fff" d={`M0 0h${rows.length}v${rows.length}H0z`} />
      <path fill="#000" d={path} />
    </svg>
  );
};
