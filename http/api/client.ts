import { hc } from 'hono/client';
import type { Api } from './routes.ts';

/**
 * A client whose calls are checked against the routes by the compiler.
 * @param url under which the installation is reached, as in `https://class.example`
 * @param token an access token, asked for at each call, as it holds for a quarter of an hour
 */
export const apiClient = (url: string, token: () => string | null) =>
  hc<Api>(`${url.replace(/\/+$/, '')}/api/v1`, {
    headers: () => {
      const held = token();
      const headers: Record<string, string> = held ? { authorization: `Bearer ${held}` } : {};
      return headers;
    },
  });
