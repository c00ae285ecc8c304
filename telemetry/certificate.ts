import { connect } from 'node:tls';
import type { Clock } from '../domain/clock.ts';

const patienceMs = 5_000;
const lookEveryMs = 3_600_000;

/**
 * Looks at the certificate with which the world is greeted at our public address, once an hour at most.
 * @param publicUrl without https there is none
 */
export function certificateOf(
  publicUrl: string | undefined,
  { clock }: { clock: Clock },
): () => Promise<Date | null> {
  const url = publicUrl ? new URL(publicUrl) : null;
  let last: { at: number; looking: Promise<Date | null> } | null = null;
  return () => {
    if (url?.protocol !== 'https:') return Promise.resolve(null);
    const now = clock.now().getTime();
    if (!last || now - last.at >= lookEveryMs) last = { at: now, looking: look(url) };
    return last.looking;
  };
}

/** Null where nobody answers: that is somebody else's alarm. */
function look({ hostname, port }: URL): Promise<Date | null> {
  return new Promise((resolve) => {
    // What is wrong with the certificate is of no matter here, only until when it is good.
    const options = {
      host: hostname,
      servername: hostname,
      port: Number(port) || 443,
      rejectUnauthorized: false,
    };
    const socket = connect(options, () => {
      const { valid_to: until } = socket.getPeerCertificate();
      resolve(until ? new Date(until) : null);
      socket.destroy();
    });
    socket.setTimeout(patienceMs, () => socket.destroy());
    socket.once('error', () => resolve(null));
    socket.once('close', () => resolve(null));
  });
}
