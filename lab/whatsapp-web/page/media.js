import { ask } from './lab.js';

/** Bytes that WhatsApp Web hands about. */
export class OpaqueData {
  constructor(blob) {
    this.blob = blob;
  }

  static async createFromData(data, type) {
    return new OpaqueData(new File([data], data.name ?? '', { type: type ?? data.type }));
  }

  url() {
    return 'blob:stand-in';
  }

  formData() {
    return this.blob;
  }

  autorelease() {}
}

export async function base64Of(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

async function filehashOf(blob) {
  const hash = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return btoa(String.fromCharCode(...new Uint8Array(hash)));
}

/** What a file becomes as a message, judged by its type and by how it was asked to be sent. */
function typeOf({ type }, { asDocument, isPtt, asSticker }) {
  if (asDocument) return 'document';
  if (asSticker) return 'sticker';
  const [family] = type.split('/');
  if (family === 'audio') return isPtt ? 'ptt' : 'audio';
  return family === 'image' || family === 'video' ? family : 'document';
}

export function prepRawMedia(opaque, parameters) {
  return {
    async waitForPrep() {
      const { blob } = opaque;
      const fields = {
        type: typeOf(blob, parameters),
        mimetype: blob.type,
        size: blob.size,
        filehash: await filehashOf(blob),
        mediaBlob: opaque,
        filename: blob.name,
      };
      const set = (more) => Object.assign(data, more);
      const data = { ...fields, set, toJSON: () => ({ type: fields.type, mimetype: fields.mimetype }) };
      Object.defineProperty(data, 'set', { enumerable: false });
      Object.defineProperty(data, 'toJSON', { enumerable: false });
      return data;
    },
  };
}

const objects = new Map();

/** Files by the hash of their bytes. */
export function getOrCreateMediaObject(filehash) {
  const object = objects.get(filehash) ?? {
    filehash,
    contentInfo: {},
    consolidate: (fields) => void Object.assign(object, fields),
  };
  objects.set(filehash, object);
  return object;
}

export async function uploadMedia({ mediaObject: { filehash } }) {
  await ask('upload', { filehash });
  const directPath = `/v/stand-in/${filehash}`;
  return {
    mediaEntry: {
      mmsUrl: `https://mmg.whatsapp.net${directPath}`,
      directPath,
      mediaKey: 'a2V5',
      encFilehash: filehash,
      uploadHash: filehash,
    },
  };
}

/** Fetches what somebody sent; 404 where it is no longer there. */
export async function downloadAndMaybeDecrypt({ filehash }) {
  const base64 = await ask('download', { filehash });
  if (base64 === null) throw Object.assign(new Error('media is gone'), { status: 404 });
  const binary = atob(base64);
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0)).buffer;
}
