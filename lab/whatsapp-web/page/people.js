import { Wid } from './ids.js';
import { ask } from './lab.js';

/** Hidden ids and numbers of those whom this page knows, in both directions. */
const pairs = new Map();

export function know({ lid, phone }) {
  if (!lid) return;
  pairs.set(lid, phone);
  if (phone) pairs.set(phone, lid);
}

const other = (wid) => {
  const found = pairs.get(wid._serialized);
  return found ? new Wid(found) : undefined;
};

export const getCurrentLid = other;
export const getPhoneNumber = other;
export const toPn = (wid) => (wid.server === 'lid' ? other(wid) : wid);

/** Asks the server who somebody is; `null` where nobody has WhatsApp there. */
export async function queryWidExists(wid) {
  const found = await ask('exists', { id: wid._serialized });
  if (!found) return null;
  know(found);
  return { wid };
}
