import { signature, wireBody } from '../../../lab/whatsapp/signature.ts';

/** A webhook of Meta's, with its signature over the bytes. */
export function signed(appSecret: string, payload: object): RequestInit {
  const body = wireBody(payload);
  const headers = {
    'content-type': 'application/json',
    'x-hub-signature-256': signature(appSecret, body),
  };
  return { method: 'POST', body, headers };
}
