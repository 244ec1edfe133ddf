// The benchmark's own instruments: a wrong stub or load generator would make every figure wrong.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

const bin = `${process.env.BUILD_DIR}/bench`;
const run = promisify(execFile);
let stub, base;

before(async () => {
  const stdio = ['ignore', 'pipe', 'inherit'];
  stub = spawn(`${bin}/bench_stub`, ['--latency-ms', '20'], { stdio });
  const [line] = await once(stub.stdout, 'data');
  base = `http://127.0.0.1:${Number(line)}`;
});
after(() => stub.kill());

const ask = (body) =>
  fetch(`${base}/v1/chat/completions`, { method: 'POST', body: JSON.stringify(body) });
const tools = [{ type: 'function', function: { description: 'a "quoted" [{', name: 'get_order' } }];

test('stub calls the first tool and then answers with text', async () => {
  const messages = [{ role: 'user', content: 'where is "it"? [{' }];
  const first = await (await ask({ model: 'm', tools, messages })).json();
  assert.equal(first.choices[0].finish_reason, 'tool_calls');
  assert.equal(first.choices[0].message.tool_calls[0].function.name, 'get_order');
  messages.push(first.choices[0].message, { role: 'tool', content: '{}' });
  const second = await (await ask({ model: 'm', tools, messages })).json();
  assert.equal(second.choices[0].finish_reason, 'stop');
  assert.match(second.choices[0].message.content, /order 42/);
});

test('stub streams the same text in chunks', async () => {
  const text = await (await ask({ model: 'm', stream: true, messages: [] })).text();
  const events = text.split('\n\n').filter((event) => event.startsWith('data: {'));
  const content = events.map((event) => JSON.parse(event.slice(6)).choices[0]?.delta.content ?? '');
  assert.match(content.join(''), /^Your order 42 .* help\.$/);
  assert.match(text, /data: \[DONE\]\n\n$/);
});

test('load generator counts answers, latency and errors', async () => {
  const url = `${base}/v1/chat/completions`;
  const args = ['--url', url, '--body', '{"n":{{i}}}', '-c', '4', '-n', '40'];
  args.push('--expect', 'order 42');
  const report = JSON.parse((await run(`${bin}/bench_load`, args)).stdout);
  assert.equal(report.ok, 40);
  assert.equal(report.errors, 0);
  assert.ok(report.p50_ms >= 20 && report.p50_ms < 200, `p50 is ${report.p50_ms} ms`);
  assert.ok(report.rps > 10 && report.rps <= 200, `rps is ${report.rps}`);
});

test('load generator fails on answers that are not expected', async () => {
  const args = ['--url', `${base}/nothing`, '-n', '5', '--max-errors', '3'];
  await assert.rejects(run(`${bin}/bench_load`, args), (error) => {
    const report = JSON.parse(error.stdout);
    assert.equal(report.errors, 3);
    assert.match(report.first_error, /^404 /);
    return error.code === 1;
  });
});

test('load generator refuses any other machine', async () => {
  const args = ['--url', 'http://192.0.2.1/', '-n', '1'];
  await assert.rejects(run(`${bin}/bench_load`, args), /loopback only/);
});
