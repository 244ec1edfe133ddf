// S3 as our tests have it: an emulator from npm, which believes every signature, behind a gate that
// believes none. The gate signs each request again with AWS's own signer and compares.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request as forward } from 'node:http';
import { Sha256 } from '@aws-crypto/sha256-js';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import { buildApp } from 'fauxqs';

export const credentials = { accessKeyId: 'AKIDELEVAITE', secretAccessKey: 'a/secret+of=tests' };
export const region = 'eu-central-1';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
// 20260101T120000Z
const dateOf = (text) => new Date(text.replace(
  /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

function signer() {
  return new SignatureV4({ service: 's3', region, credentials, sha256: Sha256, uriEscapePath: false,
    applyChecksum: false });
}

async function expectedOf(request, url, signed) {
  const headers = Object.fromEntries(signed.map((name) => [name, request.headers[name] ?? '']));
  const query = Object.fromEntries(url.searchParams);
  const plain = { method: request.method, protocol: 'http:', hostname: url.hostname, path: url.pathname,
    headers };
  if (!query['X-Amz-Signature']) {
    const again = await signer().sign({ ...plain, query }, { signingDate:
      dateOf(request.headers['x-amz-date']), signableHeaders: new Set(signed) });
    return /Signature=(\w+)$/.exec(again.headers.authorization)[1];
  }
  const own = Object.entries(query).filter(([name]) => !name.startsWith('X-Amz-'));
  // The body of a link is not signed; the signer is told so by a field that is none of the request.
  const unsigned = new Set(['x-amz-content-sha256']);
  headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD';
  const again = await signer().presign({ ...plain, query: Object.fromEntries(own) }, {
    signingDate: dateOf(query['X-Amz-Date']), expiresIn: Number(query['X-Amz-Expires']),
    signableHeaders: new Set(signed), unsignableHeaders: unsigned, unhoistableHeaders: unsigned });
  return again.query['X-Amz-Signature'];
}

// Why a request is refused, or undefined.
async function faultOf(request, url, body) {
  const inQuery = url.searchParams.get('X-Amz-Signature');
  const field = /SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(request.headers.authorization ?? '');
  if (!inQuery && !field) return 'AccessDenied';
  const names = inQuery ? url.searchParams.get('X-Amz-SignedHeaders') : field[1];
  if (await expectedOf(request, url, names.split(';')) !== (inQuery ?? field[2])) {
    return 'SignatureDoesNotMatch';
  }
  if (inQuery) {
    const until = dateOf(url.searchParams.get('X-Amz-Date')).getTime() +
      1000 * Number(url.searchParams.get('X-Amz-Expires'));
    return until < Date.now() ? 'AccessDenied' : undefined;
  }
  const hash = request.headers['x-amz-content-sha256'];
  if (hash !== sha256(body) && hash !== 'UNSIGNED-PAYLOAD') return 'XAmzContentSHA256Mismatch';
  return undefined;
}

function refuse(response, status, code) {
  response.writeHead(status, { 'Content-Type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

class S3 {
  requests = [];
  refusals = [];
  faults = [];  // of requests to come: {matches, status, code}

  async start() {
    this.emulator = buildApp({ logger: false });
    this.behind = new URL(await this.emulator.listen({ host: '127.0.0.1', port: 0 }));
    this.gate = createServer((request, response) => this.#handle(request, response).catch((error) => {
      this.refusals.push(error.message);
      response.destroy();
    })).listen(0, '127.0.0.1');
    await once(this.gate, 'listening');
    this.endpoint = `http://127.0.0.1:${this.gate.address().port}`;
    this.client = new S3Client({ endpoint: this.endpoint, region, credentials, forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' });
    return this;
  }

  async bucket(name) {
    await this.client.send(new CreateBucketCommand({ Bucket: name }));
    return name;
  }

  // The next request that matches is answered so, `times` times.
  fail(matches, status, code, times = 1) {
    for (let i = 0; i < times; ++i) this.faults.push({ matches, status, code });
  }

  async #handle(request, response) {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const body = Buffer.concat(pieces);
    const url = new URL(request.url, this.endpoint);
    this.requests.push({ method: request.method, url, headers: request.headers, size: body.length });
    const fault = await faultOf(request, url, body);
    if (fault) {
      this.refusals.push(`${fault}: ${request.method} ${request.url}`);
      return refuse(response, 403, fault);
    }
    const planned = this.faults.findIndex(({ matches }) => matches(request.method, url));
    if (planned >= 0) {
      const [{ status, code }] = this.faults.splice(planned, 1);
      return status ? refuse(response, status, code) : response.destroy();
    }
    const onward = forward({ host: this.behind.hostname, port: this.behind.port, path: request.url,
      method: request.method, headers: { ...request.headers, 'content-length': body.length } });
    onward.end(body);
    const [answer] = await once(onward, 'response');
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  }

  async stop() {
    this.client.destroy();
    this.gate.closeAllConnections();
    this.gate.close();
    await this.emulator.close();
  }
}

export const startS3 = () => new S3().start();
