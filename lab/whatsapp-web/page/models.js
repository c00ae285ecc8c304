import { Emitter } from './emitter.js';
import { MsgKey, toWid, Wid } from './ids.js';

/** What the models keep for themselves: neither serialized nor sent. */
const inner = new Set(['mediaBlob', 'mediaObject', 'mediaData']);

const plain = (model) =>
  JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(model).filter(([key]) => !inner.has(key)))));

export class Message extends Emitter {
  constructor(fields) {
    super();
    Object.assign(this, fields);
  }

  serialize() {
    return plain(this);
  }

  unsafe() {
    return this;
  }

  /** What a reply says of the message it answers. */
  msgContextInfo() {
    const participant = this.id.participant ?? (this.id.fromMe ? me.wid : this.id.remote);
    return {
      quotedStanzaID: this.id.id,
      quotedParticipant: participant,
      quotedMsg: { type: this.type, body: this.caption ?? this.body },
    };
  }

  async downloadMedia() {
    this.mediaData = { mediaStage: 'RESOLVED' };
  }
}

export class Chat extends Emitter {
  constructor({ id, name, unreadCount = 0, members = null }) {
    super();
    this.id = toWid(id);
    this.formattedTitle = name ?? this.id.user;
    this.unreadCount = unreadCount;
    this.t = 0;
    this.mute = { expiration: 0 };
    this.msgs = new Collection();
    if (members) this.groupMetadata = new GroupMetadata(this.id, members);
  }

  serialize() {
    const { id, formattedTitle, unreadCount, t } = this;
    const isGroup = Boolean(this.groupMetadata);
    return {
      ...plain({ id, unreadCount, t }),
      name: formattedTitle,
      isGroup,
      msgs: this.msgs.getModelsArray(),
    };
  }
}

class GroupMetadata {
  announce = false;
  isLidAddressingMode = true;

  constructor(id, members) {
    this.id = id;
    this.participants = members.map((member) => ({
      id: new Wid(member),
      isAdmin: false,
      isSuperAdmin: false,
    }));
  }

  serialize() {
    return plain(this);
  }
}

/** A collection tells of what happens to any of its models, as well. */
export class Collection extends Emitter {
  #models = new Map();

  get(id) {
    return this.#models.get(id?._serialized ?? id);
  }

  async find(id) {
    return this.get(id);
  }

  async getMessagesById(ids) {
    return { messages: ids.map((id) => this.get(id)).filter(Boolean) };
  }

  add(model) {
    this.#models.set(model.id._serialized, model);
    this.trigger('add', model);
    return model;
  }

  /** Changes a property of a model, so that whoever listens to the collection hears it. */
  changeModel(model, property, value) {
    const before = model[property];
    model.change(property, value);
    this.trigger(`change:${property}`, model, value, before);
    this.trigger('change', model);
  }

  getModelsArray() {
    return [...this.#models.values()];
  }
}

/** Everything this page knows of. */
export const messages = new Collection();
export const chats = new Collection();
/** Whose WhatsApp it is, once it is paired. */
export const me = { wid: undefined, lid: undefined };

/** A message as the Lab tells of it, made a model and put where it belongs. */
export function keep(told, { isNew }) {
  const remote = toWid(told.chatId);
  const author = told.authorId ? toWid(told.authorId) : undefined;
  const isGroup = remote.isGroup();
  const participant = isGroup ? author : undefined;
  const message = new Message({
    ...told.fields,
    id: new MsgKey({ fromMe: told.fromMe, to: remote, id: told.id, participant }),
    from: told.fromMe ? me.wid : remote,
    to: told.fromMe ? remote : me.wid,
    ...(isGroup && { author }),
    self: told.fromMe ? 'out' : 'in',
    isNewMsg: isNew,
  });
  const chat = chats.get(remote) ?? chats.add(new Chat({ id: remote._serialized }));
  chat.msgs.add(message);
  chat.t = message.t;
  if (isNew && !told.fromMe) chat.unreadCount += 1;
  messages.add(message);
  return message;
}
