import type { FC } from 'hono/jsx';
import type { Asked } from '../asked.ts';
import { Live } from '../live.tsx';
import type { AdminPage, Part } from '../page.ts';
import { Qr } from '../qr.tsx';
import { When } from '../when.tsx';
import type { Pairing } from '../workings.ts';

const parts: Record<string, Part> = {
  pairing: { on: [], every: true, view: (asked) => <Standing asked={asked} /> },
};

/**
 * How it stands with WhatsApp Web, and the code to scan. For whoever looks after the installation: whoever sees the code
 * can take its number, which serves every community on it. Like every page it is kept nowhere (`headers.ts`).
 */
export const whatsapp: AdminPage = {
  path: '/whatsapp',
  permission: 'whatsapp.pair',
  title: 'admin.whatsapp.title',
  group: 'installation',
  parts,
  view: (asked) => <Live asked={asked} parts={parts} name="pairing" />,
};

const Standing: FC<{ asked: Asked }> = ({ asked }) => {
  const pairing = asked.deps.workings.whatsappWeb();
  if (!pairing) return <p class="empty">{asked.say('admin.whatsapp.off')}</p>;
  return (
    <section class="card pairing">
      <p>
        <span class={`mark ${looks[pairing.kind]}`}>{asked.say(`admin.whatsapp.is.${pairing.kind}`)}</span>
      </p>
      <Details {...{ asked, pairing }} />
    </section>
  );
};

const looks = {
  ...{ connected: 'good', pairing: 'wait', opening: 'wait' },
  ...{ waiting: '', stopped: 'bad', away: 'bad' },
} as const;

const Details: FC<{ asked: Asked; pairing: Pairing }> = ({ asked, pairing }) => {
  const { say } = asked;
  switch (pairing.kind) {
    case 'pairing':
      return (
        <>
          <p>{say('admin.whatsapp.scan')}</p>
          <Qr content={pairing.qr} label={say('admin.whatsapp.code')} />
          <p class="hint">{say('admin.whatsapp.secret')}</p>
          <p>
            <a href="/admin/whatsapp">{say('admin.whatsapp.anew')}</a>
          </p>
        </>
      );
    case 'connected':
      return <p>{say('admin.whatsapp.connected', { number: pairing.number ?? '' })}</p>;
    case 'waiting':
      return <p>{say('admin.whatsapp.elsewhere')}</p>;
    case 'stopped':
      return pairing.reason ? <p>{pairing.reason}</p> : null;
    case 'away':
      return (
        <p>
          {pairing.reason}
          {pairing.retryAt && (
            <>
              {' · '}
              {say('admin.whatsapp.retry')} <When asked={asked} at={pairing.retryAt} />
            </>
          )}
        </p>
      );
    case 'opening':
      return <p>{say('admin.whatsapp.opening')}</p>;
  }
};
