// RDS as our tests have it: a door before a real PostgreSQL that speaks TLS, asks for the password, and
// lets in who shows a token that AWS's own SDK makes for the same endpoint, user and second.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { Sha256 } from '@aws-crypto/sha256-js';
import { Signer } from '@aws-sdk/rds-signer';
import { region } from './aws_gate.mjs';
import { temporaryDirectory } from './platform.mjs';

const kSslRequest = 80_877_103;
// 20260101T120000Z
const timeOf = (text) => Date.parse(text.replace(
  /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
const parametersOf = (token) => [...new URL(`https://${token}`).searchParams].sort();

let turn = Promise.resolve();

// The SDK signs by the clock, so the clock says what it is told while it does; one at a time.
function atTime(time, work) {
  const mine = turn.then(() => withClockAt(time, work));
  turn = mine.catch(() => {});
  return mine;
}

async function withClockAt(time, work) {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...words) { super(...(words.length ? words : [time])); }
    static now() { return time; }
  };
  try {
    return await work();
  } finally {
    globalThis.Date = Real;
  }
}

function message(type, body) {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const cleartextPassword = message('R', Buffer.from([0, 0, 0, 3]));
const refusal = message('E',
  Buffer.from('SFATAL\0VFATAL\0C28P01\0MPAM authentication failed for user\0\0'));

// One reader of the bytes of a socket, in pieces of known size.
class Bytes {
  #held = Buffer.alloc(0);
  constructor(socket) { this.socket = socket; }

  async take(size) {
    while (this.#held.length < size) {
      const piece = this.socket.read();
      if (piece) this.#held = Buffer.concat([this.#held, piece]);
      else if (this.socket.readableEnded || this.socket.destroyed) throw new Error('hung up');
      else await Promise.race([once(this.socket, 'readable'), once(this.socket, 'end')]);
    }
    const taken = this.#held.subarray(0, size);
    this.#held = this.#held.subarray(size);
    return taken;
  }
}

class Rds {
  tokens = [];
  faults = [];
  refusing = 0;

  constructor(postgres, credentials) {
    this.postgres = postgres;
    this.credentials = credentials;
  }

  async start() {
    const folder = temporaryDirectory('elevaite-rds');
    this.authority = join(folder, 'cert.pem');
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1',
      '-nodes', '-keyout', join(folder, 'key.pem'), '-out', this.authority, '-days', '2',
      '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'], { stdio: 'ignore' });
    this.tls = { key: readFileSync(join(folder, 'key.pem')), cert: readFileSync(this.authority) };
    this.sockets = new Set();
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      this.#admit(socket).catch(() => socket.destroy());
    }).listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = this.server.address().port;
    return this;
  }

  urlOf(plain, more = '') {
    const url = new URL(plain);
    return `postgres://${url.username}@localhost:${this.port}${url.pathname}` +
      `?iam=true&region=${region}&sslmode=verify-full&sslrootcert=${this.authority}${more}`;
  }

  async #faultOf(token, user) {
    const parameters = new Map(parametersOf(token));
    const at = timeOf(parameters.get('X-Amz-Date') ?? '');
    if (!(Math.abs(Date.now() - at) < 900_000)) return 'the token has expired';
    const signer = new Signer({ hostname: 'localhost', port: this.port, username: user, region,
      credentials: this.credentials, sha256: Sha256 });
    const expected = await atTime(at, () => signer.getAuthToken());
    if (!token.startsWith(`localhost:${this.port}/?`)) return 'the token is for another host';
    return JSON.stringify(parametersOf(token)) === JSON.stringify(parametersOf(expected))
      ? undefined : `the SDK makes another token: ${expected}`;
  }

  async #admit(plain) {
    plain.on('error', () => {});
    const first = await new Bytes(plain).take(8);
    if (first.readInt32BE(4) !== kSslRequest) throw new Error('no TLS');
    plain.write('S');
    const socket = new TLSSocket(plain, { isServer: true, ...this.tls });
    socket.on('error', () => {});
    const bytes = new Bytes(socket);
    const size = await bytes.take(4);
    const rest = await bytes.take(size.readInt32BE(0) - 4);
    const words = rest.subarray(4).toString().split('\0');
    const user = words[words.indexOf('user') + 1];
    socket.write(cleartextPassword);
    const head = await bytes.take(5);
    const token = (await bytes.take(head.readInt32BE(1) - 4)).toString().replace(/\0$/, '');
    const fault = this.refusing-- > 0 ? 'refused for the test' : await this.#faultOf(token, user);
    if (fault) {
      this.faults.push(fault);
      return socket.end(refusal);
    }
    this.tokens.push({ token, at: Date.now() });
    const behind = connect(this.postgres.port, '127.0.0.1');
    behind.on('error', () => socket.destroy());
    socket.on('close', () => behind.destroy());
    behind.write(Buffer.concat([size, rest]));
    socket.removeAllListeners('readable');
    return socket.pipe(behind).pipe(socket);
  }

  // As a fail-over does.
  dropAll() { for (const socket of this.sockets) socket.destroy(); }

  stop() {
    this.dropAll();
    this.server.close();
  }
}

export const startRds = (postgres, credentials) => new Rds(postgres, credentials).start();
