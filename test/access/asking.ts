import type { SignedIn } from './standings.ts';

/** Asks a server as somebody: `GET /api/v1/users`, with what is sent along as it goes over the wire. */
export const asking =
  (url: string) =>
  async (
    route: string,
    { token, cookie }: Pick<SignedIn, 'token' | 'cookie'>,
    body?: string,
  ): Promise<Response> => {
    const [method, path] = route.split(' ') as [string, string];
    const headers: Record<string, string> = { origin: url };
    const isApi = path.startsWith('/api/');
    if (token && isApi) headers.authorization = `Bearer ${token}`;
    if (cookie && !isApi) headers.cookie = cookie;
    if (body) headers['content-type'] = isApi ? 'application/json' : 'application/x-www-form-urlencoded';
    const answer = await fetch(`${url}${path}`, {
      ...{ method, headers, redirect: 'manual' as const },
      ...(body && { body }),
    });
    // Some never end: a page listens to what changes.
    await answer.body?.cancel();
    return answer;
  };
