// The image's health check, compiled and asked about servers in every state.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { root } from './support/repository.mjs';

let program;
before(() => {
  program = join(mkdtempSync(join(tmpdir(), 'health-')), 'health');
  const flags = ['-std=c++20', '-O1', '-Wall', '-Wextra', '-Werror'];
  execFileSync('g++', [...flags, join(root, 'docker/health.cpp'), '-o', program]);
});

/** A server that answers each request with the text, or never when there is none. */
async function withServer(answer, use) {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', () => answer && socket.end(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use(server.address().port);
  } finally {
    server.close();
  }
}

async function exitCode(...ports) {
  const child = spawn(program, ports.map(String), { stdio: 'ignore' });
  const [code] = await once(child, 'close');
  return code;
}

const healthy = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
const states = [
  ['that is well', healthy, 0],
  ['that is not ready', 'HTTP/1.1 503 Service Unavailable\r\n\r\n', 1],
  ['that says too little', 'HTTP', 1],
  ['that speaks otherwise', 'SSH-2.0-OpenSSH_9.2\r\n', 1],
  ['that never answers', undefined, 1],
];
for (const [name, answer, expected] of states) {
  test(`a service ${name} gives ${expected}`, async () => {
    assert.equal(await withServer(answer, exitCode), expected);
  });
}

test('nobody at a port is a failure, also beside one that is well', async () => {
  const closed = await withServer(healthy, (port) => port);
  assert.equal(await exitCode(closed), 1);
  assert.equal(await withServer(healthy, (port) => exitCode(port, closed)), 1);
});
