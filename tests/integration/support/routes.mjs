// The routes of a running API, as its own document names them.
import assert from 'node:assert/strict';
import { Client } from './client.mjs';

const methods = ['get', 'post', 'put', 'patch', 'delete'];

// [{method, path, id, isPublic, permission, isSessionOnly, parameters: [name], query: [name],
//   body: schema|undefined}]
export async function routesOf(url) {
  const document = await new Client(url).expect(200, 'GET', '/openapi.json');
  assert.match(document.openapi, /^3\.1/);
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    methods.filter((method) => operations[method]).map((method) => {
      const operation = operations[method];
      const named = (where) => (operation.parameters ?? []).filter((p) => p.in === where)
        .map((p) => p.name);
      return {
        method: method.toUpperCase(), path, id: operation.operationId,
        isPublic: operation.security?.length === 0, permission: operation['x-permission'],
        isSessionOnly: Boolean(operation['x-session-only']), parameters: named('path'), query: named('query'),
        body: operation.requestBody?.content['application/json']?.schema,
      };
    }));
}

export const fill = (path, values) => path.replace(/\{(\w+)\}/g, (_, name) => {
  assert.ok(values[name] !== undefined, `no value for {${name}} of ${path}`);
  return encodeURIComponent(values[name]);
});

// A body with what the schema requires, and nothing else.
export function leastBody(schema) {
  const samples = { string: 'sample text', integer: 1, number: 1, boolean: true, array: [], object: {} };
  const sample = (part) => {
    if (part.enum) return part.enum[0];
    const type = [part.type].flat()[0];
    if (type === 'array' && part.minItems) return [sample(part.items ?? {})];
    if (type === 'object' && part.required) return leastBody(part);
    return samples[type] ?? null;
  };
  return Object.fromEntries((schema.required ?? []).map(
    (name) => [name, sample(schema.properties[name])]));
}
