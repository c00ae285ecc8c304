import { Emitter } from './emitter.js';
import { keepSession } from './session.js';

class SocketModel extends Emitter {
  state = 'OPENING';
  hasSynced = false;

  /** Whoever begins to listen late, when everything has been loaded, is told as well. */
  on(names, listener) {
    super.on(names, listener);
    if (names.includes('change:hasSynced') && this.hasSynced)
      queueMicrotask(() => listener(this, this.hasSynced));
  }

  async logout() {
    await keepSession(null);
  }

  takeover() {
    this.change('state', 'CONNECTED');
  }
}

/** Whether the page is paired, and connected. */
export const socket = new SocketModel();

class ConnModel extends Emitter {
  ref = '';
  pushname = undefined;
  platform = 'android';

  serialize() {
    const { pushname, platform, ref } = this;
    return { pushname, platform, ref };
  }
}

/** The connection: `ref` is what changes in the QR code. */
export const conn = new ConnModel();

/** Commands that one part of WhatsApp Web gives another. */
export const commands = new Emitter();
