// Traces as a collector of OpenTelemetry gets them: one tree from the API's request through the run, its
// steps and the calls of models and tools, also where a queue lies between.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { Client } from './support/client.mjs';
import { eventually, startPlatform } from './support/platform.mjs';

const valueOf = ({ stringValue, intValue, boolValue }) =>
  stringValue ?? (intValue === undefined ? boolValue : Number(intValue));
const plain = (attributes) => Object.fromEntries(attributes.map(({ key, value }) => [key, valueOf(value)]));

class Collector {
  spans = [];
  faults = [];
  status = 200;

  async start() {
    this.server = createServer(async (request, response) => {
      let text = '';
      for await (const piece of request) text += piece;
      if (this.status === 200) this.#take(request, text);
      response.writeHead(this.status, { 'Content-Type': 'application/json' });
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.url = `http://127.0.0.1:${this.server.address().port}/v1/traces`;
    return this;
  }

  #take(request, text) {
    if (request.method !== 'POST' || request.url !== '/v1/traces') this.faults.push(request.url);
    if (request.headers['content-type'] !== 'application/json') this.faults.push('no JSON');
    for (const { resource, scopeSpans } of JSON.parse(text).resourceSpans) {
      const service = plain(resource.attributes)['service.name'];
      for (const { spans } of scopeSpans) {
        for (const span of spans) {
          if (!/^[0-9a-f]{32}$/.test(span.traceId) || !/^[0-9a-f]{16}$/.test(span.spanId)) {
            this.faults.push(`ids of ${span.name}`);
          }
          if (BigInt(span.endTimeUnixNano) < BigInt(span.startTimeUnixNano)) {
            this.faults.push(`times of ${span.name}`);
          }
          this.spans.push({ ...span, service, attributes: plain(span.attributes) });
        }
      }
    }
  }

  of(traceId) { return this.spans.filter((span) => span.traceId === traceId); }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

const newTrace = (flags = '01') => {
  const [traceId, spanId] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
  return { traceId, spanId, header: { traceparent: `00-${traceId}-${spanId}-${flags}` } };
};

describe('traces', { concurrency: false }, () => {
  let collector, platform, client;
  before(async () => {
    collector = await new Collector().start();
    platform = await startPlatform({ settings: { 'traces.url': collector.url } });
    client = new Client(platform.engineUrl, platform.demo.api_key);
  });
  after(async () => {
    await platform?.stop();
    collector?.stop();
  });

  const ask = (header) => client.expect(200, 'POST', '/v1/chat/completions', { model: 'order-desk',
    messages: [{ role: 'user', content: 'What is the status of order 1042?' }] }, header);
  const withRun = (traceId) => eventually(() => {
    const spans = collector.of(traceId);
    return spans.some(({ name }) => name === 'run') && spans.some(({ kind }) => kind === 2) && spans;
  }, 'the run and its request have arrived');

  test('a chat is one tree below the span of its caller', async () => {
    const { traceId, spanId, header } = newTrace();
    await ask(header);
    const spans = await withRun(traceId);
    const named = (pattern) => spans.filter(({ name }) => pattern.test(name));
    const [request] = named(/^POST \/v1\/chat\/completions$/);
    assert.equal(request.parentSpanId, spanId);
    assert.equal(request.attributes['http.response.status_code'], 200);
    assert.equal(request.attributes['http.route'], '/v1/chat/completions');
    const [run] = named(/^run$/);
    assert.equal(run.parentSpanId, request.spanId);
    const [agent] = named(/^invoke_agent /);
    assert.equal(agent.parentSpanId, run.spanId);
    const calls = named(/^chat /);
    assert.ok(calls.length >= 2, 'a question and what the tools answered');
    for (const call of calls) {
      assert.equal(call.parentSpanId, agent.spanId);
      assert.equal(call.kind, 3);
      assert.equal(call.attributes['gen_ai.operation.name'], 'chat');
      assert.equal(call.attributes['gen_ai.provider.name'], 'demo');
      assert.ok(call.attributes['gen_ai.usage.input_tokens'] > 0);
    }
    const tools = named(/^execute_tool /);
    assert.ok(tools.length >= 1);
    for (const tool of tools) assert.equal(tool.parentSpanId, agent.spanId);
    const known = new Set([spanId, ...spans.map((span) => span.spanId)]);
    for (const span of spans) assert.ok(known.has(span.parentSpanId), `${span.name} hangs in the air`);
    assert.equal(new Set(spans.map((span) => span.spanId)).size, spans.length, 'no id stands twice');
    assert.ok(spans.every(({ service }) => service === 'elevaite-up'));
  });

  test('a run on a queue stays in the trace of who asked for it', async () => {
    const { traceId, header } = newTrace();
    const agents = await client.expect(200, 'GET', '/v1/agents');
    const { id } = agents.data.find(({ slug }) => slug === 'order-desk');
    await client.expect(202, 'POST', `/v1/agents/${id}/runs`,
      { mode: 'async', input: { message: 'Where is order 1042?' } }, header);
    const spans = await withRun(traceId);
    const request = spans.find(({ kind }) => kind === 2);
    assert.equal(spans.find(({ name }) => name === 'run').parentSpanId, request.spanId);
  });

  test('without a caller a request begins a trace of its own', async () => {
    const before = collector.spans.length;
    await ask();
    const request = await eventually(
      () => collector.spans.slice(before).find(({ kind }) => kind === 2), 'it is there');
    assert.equal(request.parentSpanId, undefined);
    await withRun(request.traceId);
  });

  test('who says that it is not to be recorded is heard', async () => {
    const silent = newTrace('00');
    await ask(silent.header);
    const loud = newTrace();
    await ask(loud.header);
    await withRun(loud.traceId);
    assert.deepEqual(collector.of(silent.traceId), []);
  });

  test('no span holds what was said', () => {
    const text = JSON.stringify(collector.spans);
    assert.ok(!text.includes('1042'), 'a question');
    assert.deepEqual(collector.faults, []);
  });

  test('a collector that refuses costs spans and nothing else', async () => {
    collector.status = 400;
    await ask();
    const dropped = async () => Number(/^elevaite_spans_dropped (\d+)$/m.exec(
      await (await fetch(`${platform.engineUrl}/metrics`)).text())[1]);
    await eventually(async () => await dropped() > 0, 'they are counted');
    collector.status = 200;
    const { traceId, header } = newTrace();
    await ask(header);
    await withRun(traceId);
  });
});
