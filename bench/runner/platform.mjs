// The platform under measurement. Everything that a benchmark knows of its API stands in this file.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, isReady, sleep, start } from './processes.mjs';

const kStartMs = 20_000;

const node = (id, kind, config = {}, more = {}) => ({ id, kind, config, ...more });
const edge = (source, target, more = {}) =>
  ({ id: `${source}-${target}`, source, target, ...more });

const workflows = {
  w1: {
    nodes: [
      node('hook', 'webhook_trigger', { respond: 'when_finished' }),
      node('set', 'set_fields', {
        mode: 'replace', fields: [{ name: 'greeting', value: 'Hello {{ nodes.hook.body.name }}' }],
      }),
      node('reply', 'respond', { body: '{{ nodes.set }}' }),
    ],
    edges: [edge('hook', 'set'), edge('set', 'reply')],
  },
  w2: (stubUrl) => ({
    nodes: [
      node('chat', 'chat_trigger'),
      node('agent', 'agent', {
        model: 'openai:stub', instructions: 'You help customers with their orders.',
      }),
      node('get_order', 'http_request', {
        method: 'GET', url: `${stubUrl}/orders/{{ args.id }}`,
      }, {
        tool: {
          name: 'get_order', description: 'Reads an order by its number.',
          parameters: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
        },
      }),
    ],
    edges: [
      edge('chat', 'agent'),
      edge('get_order', 'agent', { source_handle: 'tool', target_handle: 'tools' }),
    ],
  }),
};

export function environmentOf(directory, databaseUrl, stubUrl) {
  return {
    PATH: process.env.PATH,
    ELEVAITE_DATA_DIR: join(directory, 'var'), ELEVAITE_DATABASE_URL: databaseUrl,
    ELEVAITE_LOG_LEVEL: 'warning',
    ELEVAITE_OPENAI_BASE_URL: `${stubUrl}/v1`, ELEVAITE_OPENAI_API_KEY: 'bench',
    ELEVAITE_EGRESS_ALLOW: stubUrl.replace('http://', ''),
  };
}

// Starts `elevaite COMMAND` and returns when /readyz answers 200.
export async function startProcess(binary, command, environment, directory) {
  const ports = { auth: await freePort(), engine: await freePort(), worker: await freePort(),
    demo: await freePort() };
  const env = { ...environment };
  for (const [name, port] of Object.entries(ports)) env[`ELEVAITE_${name.toUpperCase()}_PORT`] = `${port}`;
  const began = performance.now();
  const child = start(binary, [command], { cwd: directory, env });
  const port = ports[command] ?? ports.engine;
  for (;;) {
    if (await isReady(port)) break;
    if (child.exitCode !== null || performance.now() - began > kStartMs) {
      throw new Error(`The platform did not start:\n${child.output()}`);
    }
    await sleep(1);
  }
  return { child, base: `http://127.0.0.1:${port}`, authBase: `http://127.0.0.1:${ports.auth}`,
    startMs: performance.now() - began };
}

// `elevaite up` on a fresh directory.
export async function startPlatform(binary, directory, databaseUrl, stubUrl) {
  const environment = environmentOf(directory, databaseUrl, stubUrl);
  const started = await startProcess(binary, 'up', environment, directory);
  return { ...started, demo: join(directory, 'var', 'demo.json') };
}

// Calls an API with a key or token.
export const caller = (base, key) => async (method, path, body) => {
  const answer = await fetch(base + path, {
    method, body: body && JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
  return JSON.parse(text);
};

export async function apiKey(platform) {
  for (let waited = 0; !existsSync(platform.demo); waited += 20) {
    if (waited > kStartMs) throw new Error('The platform wrote no var/demo.json.');
    await sleep(20);
  }
  return JSON.parse(readFileSync(platform.demo, 'utf8')).api_key;
}

// Creates and deploys the agent of a case; answers what the load generator has to send.
export async function deploy(platform, name, stubUrl) {
  const key = await apiKey(platform);
  const call = caller(platform.base, key);
  const workflow = name === 'w1' ? workflows.w1 : workflows.w2(stubUrl);
  const draft = { name: `Bench ${name}`, slug: `bench-${name}`, workflow };
  const agent = await call('POST', '/v1/agents', draft);
  await call('POST', `/v1/agents/${agent.id}/deploy`, {});
  if (name === 'w1') {
    const { hooks: [hook] } = await call('GET', `/v1/agents/${agent.id}`);
    return { url: platform.base + hook.path, headers: [],
      body: '{"name":"user {{u}}","number":{{i}}}', expect: 'Hello user' };
  }
  return { url: `${platform.base}/v1/chat/completions`, headers: [`authorization: Bearer ${key}`],
    body: JSON.stringify({
      model: agent.slug, messages: [{ role: 'user', content: 'Where is order 42? ({{i}})' }],
    }),
    expect: 'order 42' };
}
