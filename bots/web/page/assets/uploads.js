import { filled, words } from './dom.js';
import { nameOf } from './file-views.js';

/**
 * Uploads the files of what waits in the outbox, before it is said. Each once at a time, also where two windows or a new
 * connection ask for it. `progress(eventId, share)` is told how far it is.
 */
export function openUploads({ outbox, blobs, progress }) {
  const underWay = new Map();

  /**
   * What is to be said: `{ data }`, or `{ refused: sentence }` where a file will never be taken, or `null` for another try.
   */
  async function prepare({ data }) {
    if (!data.files) return { data };
    for (const [index, file] of data.files.entries()) {
      if (file.ticket) continue;
      if (!underWay.has(file.key)) underWay.set(file.key, one(data, index));
      const done = await underWay.get(file.key);
      underWay.delete(file.key);
      if (!done || done.refused) return done;
      file.ticket = done.ticket;
      outbox.change(data.id, (event) => {
        event.data.files[index].ticket = done.ticket;
      });
    }
    const { id, content, reply_to } = data;
    const files = data.files.map(({ ticket }) => ticket);
    return { data: { id, content, reply_to, content_type: 'file', files } };
  }

  async function one({ id, files }, index) {
    const file = files[index];
    const blob = await blobs.get(file.key);
    if (!blob) return { refused: filled(words.fileLost, { name: nameOf(file) }) };
    const answer = await post(blob, file, (share) => progress(id, (index + share) / files.length));
    if (answer.status === 201) return { ticket: answer.body.file };
    const sentence = answer.body?.sentence;
    // A proxy before the server has a limit of its own, and no sentence of ours: it refuses the same file for ever.
    const isFinal = [403, 413, 415].includes(answer.status) || (answer.status === 429 && sentence);
    return isFinal ? { refused: sentence ?? words.refused } : null;
  }

  return {
    prepare,
    /** What was uploaded is not kept any more: it is sent again from here. */
    forget: (id) =>
      outbox.change(id, (event) => {
        for (const file of event.data.files ?? []) file.ticket = null;
      }),
  };
}

/** `fetch` does not tell how far an upload is. */
function post(blob, { name, mime }, progress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/chat/files');
    request.setRequestHeader('Content-Type', mime || 'application/octet-stream');
    request.setRequestHeader('X-File-Name', encodeURIComponent(name ?? ''));
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
    request.onload = () => resolve({ status: request.status, body: request.response });
    request.onerror = () => resolve({ status: 0 });
    request.send(blob);
  });
}
