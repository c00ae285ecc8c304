/**
 * One's own files as this window has them: shown while they are on their way, and afterwards instead of what would have
 * to be fetched.
 */
export function openPreviews({ blobs }) {
  const urls = new Map();
  const keys = new Map();

  const note = (id, files) => {
    if (files.length === 0) return;
    keys.set(
      id,
      files.map(({ key }) => key),
    );
  };
  const idOf = (messageId) => messageId.replace(/^m-/, '');

  return {
    urlOf: (key) => urls.get(key) ?? null,
    /** The files of what was just written: they have their pictures already. */
    remember({ id, files = [] }) {
      note(id, files);
      for (const { key, url } of files) urls.set(key, url);
    },
    /** The same after a reload. */
    async load({ id, files = [] }) {
      const found = await Promise.all(files.map(({ key }) => blobs.get(key)));
      note(id, files);
      for (const [index, blob] of found.entries()) {
        if (blob && !urls.has(files[index].key)) urls.set(files[index].key, URL.createObjectURL(blob));
      }
    },
    /** A file of a message, from here where it came from here. */
    known(messageId, file, index) {
      const url = urls.get(keys.get(idOf(messageId))?.[index]);
      return url ? { ...file, url } : file;
    },
    keysOf: (id) => keys.get(id) ?? [],
    clear() {
      for (const url of urls.values()) URL.revokeObjectURL(url);
      urls.clear();
      keys.clear();
    },
  };
}
