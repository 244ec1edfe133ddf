// Uploads as large as a test needs, of bytes that are made on the way.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';

const MiB = 1 << 20;

// `size` bytes that do not repeat, in pieces of a MiB.
export function* pieces(size) {
  const piece = Buffer.alloc(MiB, 'elevaite ');
  for (let at = 0; at < size; at += MiB) {
    piece.writeUInt32LE(at / MiB, 0);
    yield Buffer.from(piece.subarray(0, Math.min(MiB, size - at)));
  }
}

export function begin(base, token, name, headers = {}) {
  return request(`${base}/v1/files?name=${encodeURIComponent(name)}`, { method: 'POST',
    headers: { Authorization: `Bearer ${token}`, ...headers } });
}

// {status, body, sha256}. `isCounted` false leaves the length to be found out (chunked).
export async function upload(base, token, name, size, { isCounted = true, headers = {} } = {}) {
  const outgoing = begin(base, token, name, { ...headers, ...(isCounted ? { 'Content-Length': size } : {}) });
  const answered = once(outgoing, 'response');
  // A refusal may come before all is sent; then the connection breaks, which is no news.
  outgoing.on('error', () => {});
  const hash = createHash('sha256');
  for (const piece of pieces(size)) {
    hash.update(piece);
    if (!outgoing.write(piece)) await Promise.race([once(outgoing, 'drain'), answered]);
  }
  outgoing.end();
  const [response] = await answered;
  let text = '';
  for await (const part of response.setEncoding('utf8')) text += part;
  return { status: response.statusCode, body: JSON.parse(text), sha256: hash.digest('hex') };
}

// {status, size, sha256} of what an address answers.
export async function download(url, headers = {}) {
  const response = await fetch(url, { headers });
  const hash = createHash('sha256');
  let size = 0;
  for await (const part of response.body ?? []) {
    hash.update(part);
    size += part.length;
  }
  return { status: response.status, headers: response.headers, size, sha256: hash.digest('hex') };
}

const kilobytes = (pid, field) =>
  Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);

// The resident memory that a process takes at most while `work` runs, beyond what it had, in MiB.
export async function addedMemory(pid, work) {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  const before = kilobytes(pid, 'VmRSS');
  await work();
  return (kilobytes(pid, 'VmHWM') - before) / 1024;
}
