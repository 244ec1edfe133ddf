// Bytes to a port and back, without the manners of an HTTP client.
import { connect } from 'node:net';
import { once } from 'node:events';

// Sends the chunks and reads until the other side closes: {text, answers: [status], ms}. With
// `until` it stops reading once the text matches.
export async function exchange(port, chunks, { until, within = 15_000, end = false } = {}) {
  const began = performance.now();
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  let text = '';
  const done = new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Still open after ${within} ms: ${text}`)), within);
    const finish = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve();
    };
    socket.setEncoding('latin1').on('data', (part) => {
      text += part;
      if (until?.test(text)) finish();
    });
    socket.on('close', finish);
  });
  await once(socket, 'connect');
  for (const chunk of [chunks].flat()) socket.write(chunk);
  if (end) socket.end();
  await done;
  return { text, ms: performance.now() - began,
    answers: [...text.matchAll(/HTTP\/1\.1 (\d{3}) [A-Z]/g)].map((match) => Number(match[1])) };
}
