/** Who somebody is: `491701234567@c.us` by number, `271828@lid` by hidden id, `1203630@g.us` a group. */
export class Wid {
  constructor(serialized) {
    const [user, server] = String(serialized).split('@');
    if (!user || !server) throw new Error('wid error: invalid wid');
    this.user = user;
    this.server = server;
    this._serialized = `${user}@${server}`;
  }

  isLid() {
    return this.server === 'lid';
  }

  isGroup() {
    return this.server === 'g.us';
  }

  isStatus() {
    return this._serialized === 'status@broadcast';
  }

  toJid() {
    return this._serialized;
  }

  toString() {
    return this._serialized;
  }
}

export const toWid = (wid) => new Wid(wid?._serialized ?? wid);

/** Which message: its direction, its chat, its own id, and in a group who wrote it. */
export class MsgKey {
  constructor({ fromMe, to, id, participant, selfDir }) {
    this.fromMe = fromMe ?? selfDir === 'out';
    this.remote = to;
    this.id = id;
    if (participant) this.participant = participant;
    const author = participant ? `_${participant._serialized}` : '';
    this._serialized = `${this.fromMe}_${to._serialized}_${id}${author}`;
  }

  toString() {
    return this._serialized;
  }

  /** 22 characters that begin like those of WhatsApp Web. */
  static async newId() {
    const bytes = [...crypto.getRandomValues(new Uint8Array(9))];
    return `3EB0${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`.toUpperCase();
  }
}
