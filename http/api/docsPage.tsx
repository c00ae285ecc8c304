import type { FC } from 'hono/jsx';
import type { documentOf } from './docs.ts';

type Document = ReturnType<typeof documentOf>;

interface Operation {
  summary?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: unknown }> };
  'x-permission'?: string;
}

/** Every route with what it takes, and a form to try it. The program in it only sends what is typed, to this server. */
export const DocsPage: FC<{ document: Document }> = ({ document }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <meta name="color-scheme" content="light dark" />
      <title>Homeroom API</title>
      <link rel="stylesheet" href="/docs/docs.css" />
      <script type="module" src="/docs/docs.js" />
    </head>
    <body>
      <header>
        <h1>Homeroom API</h1>
        <p>
          <a href="/docs/openapi.json">OpenAPI 3.1</a>
        </p>
        <label for="token">Access token</label>
        <input id="token" type="password" autocomplete="off" spellcheck={false} />
      </header>
      <main>
        {operationsOf(document).map(({ path, method, operation }) => (
          <OperationView path={path} method={method} operation={operation} />
        ))}
        <h2>Schemas</h2>
        {Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => (
          <details>
            <summary>{name}</summary>
            <pre>{JSON.stringify(schema, null, 2)}</pre>
          </details>
        ))}
      </main>
    </body>
  </html>
);

const OperationView: FC<{ path: string; method: string; operation: Operation }> = (props) => {
  const { path, method, operation } = props;
  const { summary, parameters = [], requestBody } = operation;
  const schema = requestBody?.content['application/json']?.schema;
  return (
    <details class="operation">
      <summary>
        <code class={`method ${method}`}>{method.toUpperCase()}</code> <code>{path}</code>{' '}
        <span>{summary}</span>
      </summary>
      <form data-method={method} data-path={path}>
        <p>
          For: <code>{operation['x-permission']}</code>
        </p>
        {parameters.map(({ name, in: place, required }) => (
          <label>
            {name} ({place}
            {required ? ', needed' : ''})
            <input name={name} data-in={place} spellcheck={false} />
          </label>
        ))}
        {schema ? (
          <>
            <pre>{JSON.stringify(schema, null, 2)}</pre>
            <label>
              Body (JSON)
              <textarea name="body" rows={4} spellcheck={false}>
                {'{}'}
              </textarea>
            </label>
          </>
        ) : null}
        <button type="submit">Send</button>
        <output aria-live="polite" />
      </form>
    </details>
  );
};

function operationsOf({ paths = {} }: Document) {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({
      path,
      method,
      operation,
    })),
  );
}
