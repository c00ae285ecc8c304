import { asciiQr, terminalQr } from './qr.ts';

interface Terminal {
  print(text: string): void;
  /** Of the process: its locale decides with which letters the code can be drawn. */
  env: Partial<Record<string, string>>;
}

/** Shows each new QR code where the operator looks; the log must not have it, as whoever sees it can be us on WhatsApp. */
export function qrOn({ print, env }: Terminal): (qr: string) => void {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  const draw = /utf-?8/i.test(locale) ? terminalQr : asciiQr;
  return (qr) =>
    print(`\nWhatsApp Web: on the phone open Settings, Linked devices, and scan this.\n\n${draw(qr)}\n\n`);
}
