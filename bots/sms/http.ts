import type { Twilio } from 'twilio';

type HttpClient = NonNullable<NonNullable<ConstructorParameters<typeof Twilio>[2]>['httpClient']>;
type Options = Parameters<HttpClient['request']>[0];

/**
 * An HTTP client for the twilio package over a `fetch` that is handed in: it asks for what the package's own asks
 * for, basic authentication and a form (https://www.twilio.com/docs/usage/api).
 */
export function httpOver(fetch: typeof globalThis.fetch): Pick<HttpClient, 'request'> {
  return {
    async request(options: Options) {
      const response = await fetch(urlOf(options), {
        method: options.method.toUpperCase(),
        headers: headersOf(options),
        ...(options.data ? { body: form(options.data) } : {}),
      });
      const text = await response.text();
      const body = text === '' ? null : JSON.parse(text);
      return { statusCode: response.status, body, headers: Object.fromEntries(response.headers) } as never;
    },
  };
}

function urlOf({ uri, params }: Options): string {
  const query = form(params ?? {}).toString();
  return query ? `${uri}?${query}` : uri;
}

function headersOf({ username, password, headers }: Options): Record<string, string> {
  const basic = Buffer.from(`${username}:${password}`).toString('base64');
  return { ...(headers as Record<string, string>), authorization: `Basic ${basic}` };
}

/** A field with several values is written several times. */
function form(fields: object): URLSearchParams {
  const pairs = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)]));
  return new URLSearchParams(pairs);
}
