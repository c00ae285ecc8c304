const key = 'homeroom.outbox';

/**
 * What was written and is not known to have been taken. It outlives a reload, and is shared by all windows: each sends
 * under the same id, so that nothing is taken twice.
 */
export function openOutbox(storage = localStorageOf()) {
  let memory = [];

  function list() {
    try {
      return storage ? JSON.parse(storage.getItem(key) ?? '[]') : memory;
    } catch {
      return [];
    }
  }

  function keep(events) {
    memory = events;
    try {
      storage?.setItem(key, JSON.stringify(events));
    } catch {
      // Full or forbidden: then it lives as long as this window.
      storage = null;
    }
  }

  return {
    list,
    add: (event) => keep([...list(), event]),
    /** Changes one that waits; one that does not any more stays away. */
    change(id, act) {
      const events = list();
      for (const event of events) if (event.data.id === id) act(event);
      keep(events);
    },
    remove: (id) => keep(list().filter((event) => event.data.id !== id)),
    clear: () => keep([]),
  };
}

function localStorageOf() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
