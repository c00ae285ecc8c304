/**
 * Files that wait to be sent, by their keys. They outlive a reload where the browser lets a page keep something; where it
 * does not, they live as long as this window.
 */
export function openBlobs() {
  const memory = new Map();
  const database = opened();

  async function inStore(mode, act) {
    const opening = await database;
    if (!opening) return undefined;
    return new Promise((resolve) => {
      const request = act(opening.transaction('files', mode).objectStore('files'));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(undefined);
    });
  }

  return {
    async put(key, blob) {
      memory.set(key, blob);
      await inStore('readwrite', (store) => store.put(blob, key));
    },
    /** Undefined where it is not there any more. */
    get: async (key) => memory.get(key) ?? (await inStore('readonly', (store) => store.get(key))),
    async remove(key) {
      memory.delete(key);
      await inStore('readwrite', (store) => store.delete(key));
    },
    /** What was chosen and never sent is in nobody's way. */
    async keepOnly(keys) {
      const kept = (await inStore('readonly', (store) => store.getAllKeys())) ?? [];
      for (const key of kept) if (!keys.includes(key) && !memory.has(key)) await this.remove(key);
    },
    async clear() {
      memory.clear();
      await inStore('readwrite', (store) => store.clear());
    },
  };
}

/** Null where it is forbidden. */
function opened() {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open('homeroom', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('files');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
}
