// A model in OpenAI's format that says what the test wants, when the test wants it.
//   const model = await new ModelPeer().start();
//   model.reply = async (turn) => { turn.say('Hel'); await gate; turn.say('lo'); };
import { createServer } from 'node:http';
import { once } from 'node:events';

// A promise to be kept by hand.
export function gate() {
  let open;
  const opened = new Promise((resolve) => { open = resolve; });
  return Object.assign(opened, { open });
}

class Turn {
  text = '';
  calls = [];
  isClosed = false;

  constructor(request, body, response) {
    Object.assign(this, { request, body, response });
    this.closed = once(response, 'close').then(() => { this.isClosed = true; });
    this.last = body.messages.at(-1);
    this.users = body.messages.filter((message) => message.role === 'user')
      .map((message) => message.content);
  }

  #chunk(delta, finish = null) {
    if (!this.response.headersSent) {
      this.response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    }
    this.response.write(`data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk',
      created: 1, model: this.body.model,
      choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`);
  }

  say(text) {
    this.text += text;
    if (this.body.stream) this.#chunk({ content: text });
  }

  call(name, args) {
    const call = { id: `call_${this.body.messages.length}_${this.calls.length}`, type: 'function',
      function: { name, arguments: JSON.stringify(args) } };
    if (this.body.stream) this.#chunk({ tool_calls: [{ index: this.calls.length, ...call }] });
    this.calls.push(call);
  }

  fail(status, message = 'The test says so.') {
    this.response.writeHead(status, { 'Content-Type': 'application/json' });
    this.response.end(JSON.stringify({ error: { message, type: 'server_error', code: null } }));
  }

  end() {
    if (this.response.writableEnded || this.isClosed) return;
    const finish = this.calls.length ? 'tool_calls' : 'stop';
    const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
    if (this.body.stream) {
      this.#chunk({}, finish);
      this.response.end(`data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk',
        created: 1, model: this.body.model, choices: [], usage })}\n\ndata: [DONE]\n\n`);
      return;
    }
    this.response.writeHead(200, { 'Content-Type': 'application/json' });
    this.response.end(JSON.stringify({ id: 'c1', object: 'chat.completion', created: 1,
      model: this.body.model, usage, choices: [{ index: 0, finish_reason: finish,
        message: { role: 'assistant', content: this.text || null,
          ...(this.calls.length ? { tool_calls: this.calls } : {}) } }] }));
  }
}

export class ModelPeer {
  turns = [];
  reply = (turn) => turn.say(`You said: ${turn.users.at(-1)}`);
  #server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const turn = new Turn(request, JSON.parse(text), response);
    this.turns.push(turn);
    await this.reply(turn);
    turn.end();
  });

  async start() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.url = `http://127.0.0.1:${this.#server.address().port}/v1`;
    return this;
  }

  async stop() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
