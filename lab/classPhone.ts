import type { WhatsappWebEmulator } from './whatsapp-web/emulator.ts';

/** How it stands with WhatsApp Web, as its channel says; the Lab is told no more of the browser. */
export interface Standing {
  kind: 'stopped' | 'waiting' | 'opening' | 'pairing' | 'connected' | 'away';
  /** Why nothing goes in or out. */
  reason?: string;
  /** What the browser shows while it waits for a phone: the text in the code, and its picture (SVG). */
  code?: { text: string; svg: string };
}

/** The panel of the class's own phone. Plain JSON. */
export interface ClassPhoneView {
  kind: Standing['kind'];
  number: string;
  /** What that means, for whoever looks at the page. */
  sentence: string;
  /** SVG; null where there is nothing to scan. */
  code: string | null;
}

/** The phone of the class's number: it scans the code that WhatsApp Web shows in its browser, and takes that back. */
export class ClassPhone {
  private standing: Standing = { kind: 'stopped' };
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly number: string,
    private readonly whatsapp: WhatsappWebEmulator,
  ) {}

  show(standing: Standing): void {
    this.standing = standing;
    for (const listener of this.listeners) listener();
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Lets the browser in that shows the code. @throws {Error} with a sentence where there is none, or a newer one */
  async scan(): Promise<void> {
    const { code } = this.standing;
    if (!code) throw new Error('There is no code to scan just now.');
    await this.whatsapp.pairing.scan(code.text);
  }

  /** Logs the browser out, as one does on the phone under linked devices. */
  async unlink(): Promise<void> {
    if (!this.whatsapp.pairing.isPaired) throw new Error('No browser is linked just now.');
    await this.whatsapp.pairing.logOut();
  }

  view(): ClassPhoneView {
    const { kind, reason, code } = this.standing;
    const { number } = this;
    return { kind, number, sentence: reason ?? sentences[kind], code: code?.svg ?? null };
  }
}

const sentences: Record<Standing['kind'], string> = {
  stopped: 'WhatsApp Web has not been started yet.',
  waiting: 'Another process has WhatsApp Web open, or had it until a moment ago: half a minute at most.',
  opening: 'WhatsApp Web is being opened in Chromium.',
  pairing: 'WhatsApp Web waits in Chromium for the phone of the class’s number to scan this code.',
  connected: 'Linked to WhatsApp Web, which runs in Chromium.',
  away: 'WhatsApp Web is away just now.',
};
