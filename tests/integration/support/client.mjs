// A client of our two APIs that hides nothing: every answer with its status and headers.
import assert from 'node:assert/strict';

export class Client {
  constructor(base, token) {
    this.base = base;
    this.token = token;
  }

  async request(method, path, body, headers = {}) {
    const response = await fetch(this.base + path, {
      method,
      headers: {
        ...(this.token ? { Authorization: `Bearer ${this.token}` } : {}),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined || typeof body === 'string' || body instanceof Uint8Array
        ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(70_000),
      redirect: 'manual',
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('Content-Type') ?? '');
    return {
      status: response.status, headers: response.headers, text,
      body: isJson && text ? JSON.parse(text) : undefined,
    };
  }

  get(path, headers) { return this.request('GET', path, undefined, headers); }
  post(path, body, headers) { return this.request('POST', path, body, headers); }
  patch(path, body, headers) { return this.request('PATCH', path, body, headers); }
  delete(path, headers) { return this.request('DELETE', path, undefined, headers); }

  // The body, when the status is as expected; the whole answer in the message otherwise.
  async expect(status, method, path, body, headers) {
    const answer = await this.request(method, path, body, headers);
    assert.equal(answer.status, status, `${method} ${path}: ${answer.text.slice(0, 2_000)}`);
    return answer.body;
  }

  async deploy(name, workflow) {
    const agent = await this.expect(201, 'POST', '/v1/agents', { name, workflow });
    await this.expect(200, 'POST', `/v1/agents/${agent.id}/deploy`, {});
    return this.expect(200, 'GET', `/v1/agents/${agent.id}`);
  }

  run(id) { return this.expect(200, 'GET', `/v1/runs/${id}`); }

  async all(path) {
    const items = [];
    let cursor = '';
    do {
      const separator = path.includes('?') ? '&' : '?';
      const page = await this.expect(200, 'GET', path +
        (cursor ? `${separator}cursor=${encodeURIComponent(cursor)}` : ''));
      items.push(...page.data);
      cursor = page.next_cursor;
    } while (cursor);
    return items;
  }

  steps(id) { return this.all(`/v1/runs/${id}/steps`); }

  async events(id) {
    const events = [];
    let after = 0;
    do {
      const page = await this.expect(
        200, 'GET', `/v1/runs/${id}/events?wait=false&limit=1000&after=${after}`);
      events.push(...page.data);
      after = page.next_after;
    } while (after);
    return events;
  }
}

// An error of ours: RFC 9457, with our code and, when given, our reason.
export function assertProblem(answer, status, reason) {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.headers.get('Content-Type'), 'application/problem+json');
  assert.equal(answer.body.status, status);
  for (const name of ['type', 'title', 'detail', 'code', 'request_id']) {
    assert.equal(typeof answer.body[name], 'string', `${name} of ${answer.text}`);
  }
  if (reason) assert.equal(answer.body.reason, reason);
}

const ended = new Set(['succeeded', 'failed', 'cancelled']);
export const hasEnded = (run) => ended.has(run.status);

// Whether the journal could have been written by one careful process.
export function assertSoundJournal(events) {
  events.forEach((event, i) => assert.equal(event.seq, i + 1, 'the numbers have no gaps'));
  const recorded = new Map();
  for (const event of events) {
    if (event.type === 'step_succeeded') {
      assert.ok(!recorded.has(event.step), `${event.step} succeeded twice`);
      recorded.set(event.step, event.seq);
    }
    if (event.type === 'step_started') {
      assert.ok(!recorded.has(event.step), `${event.step} was executed again after its result`);
    }
  }
  const last = events.findIndex((event) => /^run_(succeeded|failed|cancelled)$/.test(event.type));
  if (last >= 0) assert.equal(last, events.length - 1, 'nothing follows the end');
}
