/**
 * What the browser keeps of a pairing, in its profile: an entry that is on the disk when `keepSession` resolves, so that a
 * browser which is killed the moment after still has it.
 */
export async function keepSession(session) {
  const store = await open('readwrite');
  await finished(
    session === null ? store.delete('session') : store.put(session, 'session'),
    store.transaction,
  );
}

export async function keptSession() {
  const store = await open('readonly');
  return (await finished(store.get('session'), store.transaction)) ?? null;
}

async function open(mode) {
  const opening = indexedDB.open('stand-in', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('kept');
  const database = await new Promise((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  return database.transaction('kept', mode, { durability: 'strict' }).objectStore('kept');
}

function finished(request, transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
  });
}
