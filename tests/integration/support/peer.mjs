// A service that honours Idempotency-Key and counts: what a careful partner of ours would be.
// POST /effects/<case>/<name>   an effect; the same key has the same answer and no second effect
// POST /flaky/<case>/<name>     as above, but the first key is refused with 503, each time it comes
// POST /held/<case>/<name>      as above, but the answer to the first request waits for release()
import { createServer } from 'node:http';
import { once } from 'node:events';

export class CountingPeer {
  requests = [];          // {case, name, key, body, headers}, each as it came
  #answers = new Map();   // by key
  #refused = new Map();   // flaky path → the key that is refused
  #held = new Map();      // held path → {arrived, isReleased}
  #server = createServer((request, response) => this.#serve(request, response));

  async start() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = this.#server.address().port;
    this.url = `http://127.0.0.1:${this.port}`;
    return this;
  }

  async stop() {
    for (const gate of this.#held.values()) gate.release();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #serve(request, response) {
    const answer = (status, body) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    let text = '';
    try {
      for await (const chunk of request) text += chunk;
    } catch {
      return;  // the caller died in the middle: it has asked for nothing
    }
    const [, kind, run, name] = request.url.split('/');
    const key = request.headers['idempotency-key'];
    if (!key) return answer(400, { error: 'Idempotency-Key is missing.' });
    this.requests.push({ case: run, name, key, body: text ? JSON.parse(text) : null,
      headers: request.headers });
    if (kind === 'flaky') {
      if (!this.#refused.has(request.url)) this.#refused.set(request.url, key);
      if (this.#refused.get(request.url) === key) return answer(503, { error: 'Come again.' });
    }
    if (!this.#answers.has(key)) this.#answers.set(key, { receipt: this.#answers.size + 1, name });
    if (kind === 'held' && !this.#gate(request.url).isTaken) {
      const gate = this.#gate(request.url);
      gate.isTaken = true;
      gate.arrive();
      await gate.released;
    }
    return answer(200, this.#answers.get(key));
  }

  #gate(path) {
    if (!this.#held.has(path)) {
      const gate = { isTaken: false };
      gate.arrived = new Promise((resolve) => { gate.arrive = resolve; });
      gate.released = new Promise((resolve) => { gate.release = resolve; });
      this.#held.set(path, gate);
    }
    return this.#held.get(path);
  }

  // Resolves when the request that is held has come.
  arrived(run, name) { return this.#gate(`/held/${run}/${name}`).arrived; }
  release(run, name) { this.#gate(`/held/${run}/${name}`).release(); }

  // The keys of a case, and how often each came: {name: {key: count}}.
  seen(run) {
    const names = {};
    for (const { case: which, name, key } of this.requests) {
      if (which !== run) continue;
      names[name] ??= {};
      names[name][key] = (names[name][key] ?? 0) + 1;
    }
    return names;
  }
}
