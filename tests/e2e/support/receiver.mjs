// A program of somebody's that is told of things: it answers 200, or what a test has set for a path, and
// keeps what came.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { eventually } from '../../integration/support/platform.mjs';

export async function startReceiver() {
  const requests = [];
  const answers = new Map();  // path → {status, body}
  const server = createServer(async (request, response) => {
    let body = '';
    try {
      for await (const chunk of request) body += chunk;
    } catch {
      return;  // the sender died
    }
    requests.push({ path: request.url, body });
    const { status = 200, body: answer = 'ok' } = answers.get(request.url) ?? {};
    response.writeHead(status).end(answer);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  return {
    port, answers, url: `http://127.0.0.1:${port}`,
    // Waits until a message came there that `isIt`.
    came: (path, isIt) => eventually(() => requests.some((request) => request.path === path &&
      isIt(JSON.parse(request.body))), `a message at ${path}`),
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
