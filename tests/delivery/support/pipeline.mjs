// A pipeline's surroundings: AWS, the platform that is tried out, GitHub's identities and Slack, all on
// the loopback address; and the steps, run as a pipeline runs them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { FakeAws, registry } from './fake_aws.mjs';
import { root } from './repository.mjs';

export const digest = `sha256:${'a1'.repeat(32)}`;
export const commit = 'c0ffee'.padEnd(40, '0');

export class Pipeline {
  aws = new FakeAws();
  messages = [];
  identityAudiences = [];
  // What tests change: the platform behind the load balancer.
  isReady = true;
  answer = ['Yes', ', I am.'];
  slackStatus = 200;

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
    const text = Buffer.concat(chunks).toString();
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
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
        .writeHead(request.headers.authorization === 'Bearer key' ? 200 : 401)
        .end(`${events.join('')}data: [DONE]\n\n`);
    } else {
      response.writeHead(404).end();
    }
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
      DELIVERY_POLL_MS: '1',
      DELIVERY_DEAD_LETTER_QUEUES: `${this.aws.url}/${registry}/long-dead`,
      DELIVERY_SLACK_URL: `${this.url}/slack`,
      DELIVERY_RESULT: 'success',
      DELIVERY_RUN_URL: 'https://github.com/o/r/actions/runs/1',
      ...more,
    };
  }

  /** Runs a step; answers its exit code and all that it printed. */
  async run(step, more = {}) {
    const child = spawn(process.execPath, ['delivery/cli.mjs', step], {
      cwd: root,
      env: this.environment(more),
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
      });
    const [code] = await once(child, 'close');
    return { code, output };
  }
}
