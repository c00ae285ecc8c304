import { toWid } from './ids.js';
import { ask } from './lab.js';
import { Chat, chats, keep, me, messages } from './models.js';
import { load, missing, reactionTable } from './modules.js';
import { know } from './people.js';
import { keepSession, keptSession } from './session.js';
import { commands, conn, socket } from './socket.js';

window.require = load;
window.labMissing = () => [...missing];

/** What the Lab tells, by its kind. */
const hear = {
  ref: ({ ref }) => conn.change('ref', ref),
  state: ({ state }) => socket.change('state', state),
  async paired({ session, world }) {
    await keepSession(session);
    enter(world);
  },
  async loggedOut() {
    await keepSession(null);
    commands.trigger('logout');
    location.replace('https://web.whatsapp.com/');
  },
  message: ({ message, person }) => {
    if (person) know(person);
    keep(message, { isNew: true });
  },
  ack: ({ key, ack }) => withMessage(key, (message) => messages.changeModel(message, 'ack', ack)),
  edit: ({ key, body }) => withMessage(key, (message) => messages.changeModel(message, 'body', body)),
  revoke: ({ key }) => withMessage(key, revoked),
  reaction: ({ reaction }) => reactionTable.reactionTableMode.bulkUpsert([asReaction(reaction)]),
};

window.labTell = async (event) => hear[event.kind](event);

function withMessage(key, act) {
  const message = messages.get(key);
  if (message) act(message);
}

function revoked(message) {
  message.protocolMessageKey = message.id;
  message.body = undefined;
  messages.changeModel(message, 'type', 'revoked');
}

function asReaction({ id, parent, author, fromMe, text, atMs }) {
  const key = (one) => ({ ...one, remote: toWid(one.remote) });
  return {
    id: key({ ...id, fromMe }),
    reactionParentKey: key(parent),
    reactionText: text,
    reactionTimestamp: atMs,
    author: toWid(author),
    from: toWid(author),
    ack: 2,
    read: false,
    orphan: 0,
  };
}

/** Loads what the phone hands over, and is connected. */
function enter({ number, lid, pushname, people, conversations }) {
  me.wid = toWid(number);
  me.lid = lid ? toWid(lid) : undefined;
  conn.pushname = pushname;
  for (const person of people) know(person);
  for (const { chat, messages: earlier } of conversations) {
    chats.add(new Chat(chat));
    for (const message of earlier) keep(message, { isNew: false });
  }
  socket.change('state', 'CONNECTED');
  socket.change('hasSynced', true);
}

const { ref, world, offsetMs } = await ask('hello', await keptSession());
window.labNow = () => Date.now() + offsetMs;
conn.ref = ref;
if (world) enter(world);
else {
  await keepSession(null);
  socket.change('state', 'UNPAIRED');
}
window.Debug = { VERSION: '2.3000.9999999999' };
