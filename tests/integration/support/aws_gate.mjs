// AWS as our tests have it: an emulator from npm, which believes every signature, behind a gate that
// believes none. The gate signs each request again with AWS's own signer and compares. It can also
// refuse, cut off and change what it passes on, and go on with another emulator.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request as forward } from 'node:http';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { buildApp } from 'fauxqs';

export const credentials = { accessKeyId: 'AKIDELEVAITE', secretAccessKey: 'a/secret+of=tests' };
export const region = 'eu-central-1';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
// 20260101T120000Z
const dateOf = (text) => new Date(text.replace(
  /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

export class AwsGate {
  requests = [];
  refusals = [];
  faults = [];  // of requests to come: {matches, status, code}

  // `refuse(response, status, code)` answers as the service does.
  constructor({ service, refuse }) {
    this.service = service;
    this.refuse = refuse;
  }

  async start() {
    await this.startEmulator();
    this.gate = createServer((request, response) => this.#handle(request, response).catch((error) => {
      // Whoever asked may have died, and so may the emulator; anything else is a fault of the gate.
      const isAbandoned = this.isDown || request.behind !== this.behind || response.closed;
      if (!isAbandoned) this.refusals.push(error.message);
      response.destroy();
    })).listen(0, '127.0.0.1');
    await once(this.gate, 'listening');
    this.endpoint = `http://127.0.0.1:${this.gate.address().port}`;
    return this;
  }

  async startEmulator() {
    this.emulator = buildApp({ logger: false, defaultRegion: region });
    this.behind = new URL(await this.emulator.listen({ host: '127.0.0.1', port: 0 }));
    this.isDown = false;
  }

  // With all that it has: it keeps nothing.
  async stopEmulator() {
    this.isDown = true;
    this.emulator.server.closeAllConnections();
    await this.emulator.close();
  }

  // The next request that matches is answered so, `times` times; with no status it is cut off.
  fail(matches, status, code, times = 1) {
    for (let i = 0; i < times; ++i) this.faults.push({ matches, status, code });
  }

  // What the emulator answers to the request, as bytes, may be replaced.
  change = (request, bytes) => bytes;

  async stop() {
    this.gate.closeAllConnections();
    this.gate.close();
    if (!this.isDown) await this.stopEmulator();
  }

  #signer() {
    const isS3 = this.service === 's3';
    return new SignatureV4({ service: this.service, region, credentials, sha256: Sha256,
      uriEscapePath: !isS3, applyChecksum: false });
  }

  async #signatureOf(request, url, body, signed) {
    const headers = Object.fromEntries(signed.map((name) => [name, request.headers[name] ?? '']));
    const query = Object.fromEntries(url.searchParams);
    const plain = { method: request.method, protocol: 'http:', hostname: url.hostname, path: url.pathname,
      headers, body };
    if (!query['X-Amz-Signature']) {
      const again = await this.#signer().sign({ ...plain, query }, { signingDate:
        dateOf(request.headers['x-amz-date']), signableHeaders: new Set(signed) });
      return /Signature=(\w+)$/.exec(again.headers.authorization)[1];
    }
    const own = Object.entries(query).filter(([name]) => !name.startsWith('X-Amz-'));
    // The body of a link is not signed; the signer is told so by a field that is none of the request.
    const unsigned = new Set(['x-amz-content-sha256']);
    headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD';
    const again = await this.#signer().presign({ ...plain, body: undefined,
      query: Object.fromEntries(own) }, {
      signingDate: dateOf(query['X-Amz-Date']), expiresIn: Number(query['X-Amz-Expires']),
      signableHeaders: new Set(signed), unsignableHeaders: unsigned, unhoistableHeaders: unsigned });
    return again.query['X-Amz-Signature'];
  }

  // Why a request is refused, or undefined.
  async #faultOf(request, url, body) {
    const inQuery = url.searchParams.get('X-Amz-Signature');
    const field = /SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(request.headers.authorization ?? '');
    if (!inQuery && !field) return 'AccessDenied';
    const names = inQuery ? url.searchParams.get('X-Amz-SignedHeaders') : field[1];
    if (await this.#signatureOf(request, url, body, names.split(';')) !== (inQuery ?? field[2])) {
      return 'SignatureDoesNotMatch';
    }
    if (inQuery) {
      const until = dateOf(url.searchParams.get('X-Amz-Date')).getTime() +
        1000 * Number(url.searchParams.get('X-Amz-Expires'));
      return until < Date.now() ? 'AccessDenied' : undefined;
    }
    const hash = request.headers['x-amz-content-sha256'];
    if (hash && hash !== sha256(body) && hash !== 'UNSIGNED-PAYLOAD') return 'XAmzContentSHA256Mismatch';
    return undefined;
  }

  async #handle(request, response) {
    const pieces = [];
    request.behind = this.behind;
    for await (const piece of request) pieces.push(piece);
    const body = Buffer.concat(pieces);
    const url = new URL(request.url, this.endpoint);
    this.requests.push({ method: request.method, url, headers: request.headers, size: body.length });
    const fault = await this.#faultOf(request, url, body);
    if (fault) {
      this.refusals.push(`${fault}: ${request.method} ${request.url}`);
      return this.refuse(response, 403, fault);
    }
    const planned = this.faults.findIndex(({ matches }) => matches(request.method, url, request.headers));
    if (planned >= 0) {
      const [{ status, code }] = this.faults.splice(planned, 1);
      return status ? this.refuse(response, status, code) : response.destroy();
    }
    const onward = forward({ host: this.behind.hostname, port: this.behind.port, path: request.url,
      method: request.method, headers: { ...request.headers, 'content-length': body.length } });
    // Whoever hangs up hangs up behind the gate too: a long poll must not go on without its caller.
    response.on('close', () => onward.destroy());
    onward.end(body);
    const [answer] = await once(onward, 'response');
    const parts = [];
    for await (const part of answer) parts.push(part);
    const bytes = this.change(request, Buffer.concat(parts));
    const headers = { ...answer.headers };
    if (request.method !== 'HEAD') headers['content-length'] = bytes.length;
    delete headers['transfer-encoding'];
    response.writeHead(answer.statusCode, headers);
    response.end(bytes);
  }
}
