// A pipeline's surroundings: AWS, the platform that is tried out, GitHub's identities and Slack, all on
// the loopback address; and the steps, run as a pipeline runs them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeAws, registry } from './fake_aws.mjs';
import { root } from './repository.mjs';

export const digest = `sha256:${'a1'.repeat(32)}`;
export const commit = 'c0ffee'.padEnd(40, '0');

export class Pipeline {
  aws = new FakeAws();
  temporary = mkdtempSync(join(tmpdir(), 'pipeline-'));
  messages = [];
  identityAudiences = [];
  // What tests change: the platform behind the load balancer.
  isReady = true;
  answer = ['Yes', ', I am.'];
  slackStatus = 200;
  signInStatus = 200;
  jobEnds = 'succeeded';
  fileComesBack = (bytes) => bytes;
  visited = [];

  async start() {
    await this.aws.start();
    for (const name of ['auth-api', 'workflow-engine', 'worker-quick']) this.aws.addService(name);
    this.aws.addDefinition('migrate:3');
    this.aws.images.set(digest, { manifest: '{"schemaVersion":2}', tags: [`git-${commit}`] });
    this.server = createServer((request, response) => this.#serve(request, response)).listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.url = `http://127.0.0.1:${this.server.address().port}`;
    return this;
  }

  stop() {
    this.aws.stop();
    this.server.closeAllConnections();
    this.server.close();
  }

  async #serve(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const text = bytes.toString();
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const { authorization } = request.headers;
    if (pathname === '/identity') {
      this.identityAudiences.push(searchParams.get('audience'));
      response.end(JSON.stringify({ value: 'header.payload.signature' }));
    } else if (pathname === '/slack') {
      this.messages.push(JSON.parse(text).text);
      response.writeHead(this.slackStatus).end();
    } else if (pathname.endsWith('/readyz')) {
      response.writeHead(this.isReady ? 200 : 503).end('{}');
    } else if (pathname === '/engine/v1/chat/completions') {
      const events = this.answer.map(
        (content) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`,
      );
      response
        .writeHead(authorization === 'Bearer key' ? 200 : 401)
        .end(`${events.join('')}data: [DONE]\n\n`);
    } else {
      const person = { route: `${request.method} ${pathname}`, authorization, text, bytes };
      const [status, body] = this.#answerPerson(person);
      response.writeHead(status).end(body instanceof Uint8Array ? body : JSON.stringify(body));
    }
  }

  // What somebody gets who is signed in: an account, a job at the third look, and a file.
  #answerPerson({ route, authorization, text, bytes }) {
    this.visited.push(route);
    if (route === 'POST /auth/v1/auth/sign-in') {
      if (JSON.parse(text).password !== 'pass word') return [401, { detail: 'Wrong e-mail or password.' }];
      return [this.signInStatus, { access_token: 'token', refresh_token: 'refresh' }];
    }
    if (route === 'POST /auth/v1/auth/sign-out')
      return JSON.parse(text).refresh_token === 'refresh' ? [204] : [400, {}];
    if (authorization !== 'Bearer token') return [401, {}];
    const looks = this.visited.filter((name) => name === 'GET /engine/v1/jobs/job_1').length;
    const routes = {
      'GET /auth/v1/me': () => [200, { email: 'smoke@example.test' }],
      'POST /engine/v1/agents/triage/runs': () => [
        JSON.parse(text).mode === 'async' ? 202 : 400,
        { id: 'job_1' },
      ],
      'GET /engine/v1/jobs/job_1': () => [
        200,
        { status: looks < 3 ? 'running' : this.jobEnds, error: { message: 'Out of luck.' } },
      ],
      'POST /engine/v1/files': () => [201, { id: 'file_1', ...((this.file = bytes) && {}) }],
      'GET /engine/v1/files/file_1/content': () => [200, this.fileComesBack(this.file)],
      'DELETE /engine/v1/files/file_1': () => [204],
    };
    return routes[route]?.() ?? [404, {}];
  }

  environment(more) {
    return {
      PATH: process.env.PATH,
      HOME: '/nonexistent',
      AWS_REGION: 'eu-central-1',
      AWS_ENDPOINT_URL: this.aws.url,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ROLE_ARN: `arn:aws:iam::${registry}:role/deploy`,
      ACTIONS_ID_TOKEN_REQUEST_URL: `${this.url}/identity?v=1`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request',
      DELIVERY_ENVIRONMENT: 'staging',
      DELIVERY_REGISTRY: registry,
      DELIVERY_REPOSITORY: 'elevaite',
      DELIVERY_DIGEST: digest,
      DELIVERY_CLUSTER: 'main',
      DELIVERY_SERVICES: 'auth-api,workflow-engine,worker-quick',
      DELIVERY_MIGRATE_FAMILY: 'migrate',
      DELIVERY_AUTH_URL: `${this.url}/auth`,
      DELIVERY_ENGINE_URL: `${this.url}/engine`,
      DELIVERY_SMOKE_API_KEY: 'key',
      DELIVERY_SMOKE_AGENT: 'triage',
      DELIVERY_SMOKE_EMAIL: 'smoke@example.test',
      DELIVERY_SMOKE_PASSWORD: 'pass word',
      DELIVERY_POLL_MS: '1',
      RUNNER_TEMP: this.temporary,
      DELIVERY_DEAD_LETTER_QUEUES: `${this.aws.url}/${registry}/long-dead`,
      DELIVERY_SLACK_URL: `${this.url}/slack`,
      DELIVERY_RESULT: 'success',
      DELIVERY_RUN_URL: 'https://github.com/o/r/actions/runs/1',
      ...more,
    };
  }

  /** Runs a step; answers its exit code and all that it printed. */
  async run(step, more = {}) {
    return this.ending(this.begin(step, more));
  }

  begin(step, more = {}) {
    return spawn(process.execPath, ['delivery/cli.mjs', step], { cwd: root, env: this.environment(more) });
  }

  async ending(child) {
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
      });
    const [code, signal] = await once(child, 'close');
    return { code, signal, output };
  }
}
