import type { Permission } from '../../../domain/permissions.ts';
import { documentOf } from '../../../http/api/docs.ts';
import { apiParts } from '../../../http/api/routes.ts';

/** A route as the OpenAPI document tells of it. */
export interface DocumentedRoute {
  method: string;
  path: string;
  permission: Permission | undefined;
  /** By which its calls are counted. */
  limit: string | undefined;
  parameters: { name: string; in: 'query' | 'path'; schema: Schema; required?: boolean }[];
  body: Schema | null;
  /** By status. */
  answers: Record<string, Schema>;
}

export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  additionalProperties?: boolean | Schema;
}

const parts = apiParts({} as never);
export const openApiDocument = documentOf(parts) as unknown as {
  openapi: string;
  components: { schemas: Record<string, Schema> };
  paths: Record<string, Record<string, Operation>>;
};

interface Operation {
  parameters?: DocumentedRoute['parameters'];
  requestBody?: { content: { 'application/json': { schema: Schema } } };
  responses: Record<string, { content: { 'application/json': { schema: Schema } } }>;
  'x-permission'?: Permission;
  'x-limit'?: string;
}

/** Every route there is, as the document tells. */
export const documented: DocumentedRoute[] = Object.entries(openApiDocument.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({
    method: method.toUpperCase(),
    path,
    permission: operation['x-permission'],
    limit: operation['x-limit'],
    parameters: operation.parameters ?? [],
    body: operation.requestBody?.content['application/json'].schema ?? null,
    answers: Object.fromEntries(
      Object.entries(operation.responses).map(([status, { content }]) => [
        status,
        content['application/json'].schema,
      ]),
    ),
  })),
);

/** Every route there is, as the program that answers has it: `GET /users/{id}`. */
export const served: string[] = [
  ...new Set(
    parts.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`),
  ),
];
