// Jobs through SQS (an emulator behind a gate that verifies every signature), with the official AWS
// SDK beside us: it sees our messages and we see its. Messages come twice, out of order or never,
// the emulator dies with all it has, workers are killed; each job ends once.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand }
  from '@aws-sdk/client-sqs';
import { Client, hasEnded } from './support/client.mjs';
import { CountingPeer } from './support/peer.mjs';
import { eventually, runCommand, startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';
import { operationOf, startSqs } from './support/sqs.mjs';

const edge = (source, target) => ({ id: `${source}_${target}`, source, target });

describe('jobs through SQS', { concurrency: false }, () => {
  let peer, postgres, sqs, api, client, dataDir, databaseUrl, agents, tenantId;
  const workers = new Set();

  const post = (name) => ({ id: name, kind: 'http_request', config: { method: 'POST',
    url: `${peer.url}/effects/{{ trigger.case }}/${name}`, body: { from: name } } });
  const workflows = {
    effects: () => ({
      nodes: [{ id: 'start', kind: 'manual_trigger' }, post('charge'),
        { id: 'pause', kind: 'delay', config: { seconds: 0.05 } }, post('ship')],
      edges: [edge('start', 'charge'), edge('charge', 'pause'), edge('pause', 'ship')],
    }),
    breaks: () => ({
      nodes: [{ id: 'start', kind: 'manual_trigger' },
        { id: 'stop', kind: 'stop_with_error', config: { message: 'It cannot be.' } }],
      edges: [edge('start', 'stop')],
    }),
  };
  const settings = () => ({ ...sqs.settings(),
    'engine.lease_ttl': '500ms', 'engine.lease_renewal': '50ms', 'engine.rescue_interval': '20ms',
    'jobs.visibility': '2s', 'jobs.retry_base': '20ms', 'jobs.lost_after': '1s',
    'egress.allow': `127.0.0.1:${peer.port}` });

  before(async () => {
    peer = await new CountingPeer().start();
    sqs = await startSqs();
    postgres = await startPostgres();
    databaseUrl = await postgres.createDatabase();
    const platform = await startPlatform({ databaseUrl, settings: settings() });
    ({ dataDir } = platform);
    const key = platform.demo.api_key;
    await platform.stop();
    api = await startPlatform({ command: 'engine', dataDir, databaseUrl, settings: settings() });
    client = new Client(api.engineUrl, key);
    agents = {};
    for (const [name, make] of Object.entries(workflows)) agents[name] = await client.deploy(name, make());
  });
  after(async () => {
    await Promise.all([...workers].map((worker) => worker.kill()));
    await api?.kill();
    await sqs?.stop();
    await peer?.stop();
    await postgres?.stop();
  });

  async function startWorker() {
    const worker = await startPlatform({ command: 'worker', dataDir, databaseUrl, settings: settings() });
    workers.add(worker);
    return worker;
  }
  const enqueue = (agent, name, body = {}) => client.expect(202, 'POST',
    `/v1/agents/${agents[agent].id}/runs`, { mode: 'async', input: { case: name }, ...body },
    { 'Idempotency-Key': name });
  const job = (id) => client.expect(200, 'GET', `/v1/jobs/${id}`);
  const ended = (id, within = 30_000) => eventually(async () => {
    const now = await job(id);
    return hasEnded(now) && now;
  }, `${id} ends`, { within });
  const keysOf = (name) => Object.fromEntries(Object.entries(peer.seen(name))
    .map(([effect, counts]) => [effect, Object.keys(counts).length]));
  const attributes = async (queue) => (await sqs.client.send(new GetQueueAttributesCommand(
    { QueueUrl: sqs.urls[queue], AttributeNames: ['All'] }))).Attributes;
  const isEmpty = async (queue) => {
    const found = await attributes(queue);
    return found.ApproximateNumberOfMessages === '0' &&
      found.ApproximateNumberOfMessagesNotVisible === '0' &&
      found.ApproximateNumberOfMessagesDelayed === '0';
  };
  async function allEndOnce(names, ids) {
    for (const [i, id] of ids.entries()) {
      const done = await ended(id);
      assert.equal(done.status, 'succeeded', JSON.stringify(done));
      assert.deepEqual(keysOf(names[i]), { charge: 1, ship: 1 });
    }
  }

  test('the official SDK sees our message', { timeout: 60_000 }, async () => {
    const fresh = await enqueue('effects', 'seen', { queue: 'quick' });
    const [message] = await eventually(async () => (await sqs.client.send(new ReceiveMessageCommand(
      { QueueUrl: sqs.urls.quick, VisibilityTimeout: 0, MessageSystemAttributeNames: ['All'] }))).Messages,
    'the message');
    const body = JSON.parse(message.Body);
    assert.deepEqual([body.v, body.job_id], [1, fresh.id]);
    assert.equal(Object.keys(body).length, 3, 'a reference and nothing else');
    tenantId = body.tenant_id;
    await startWorker();
    assert.equal((await ended(fresh.id)).status, 'succeeded');
    assert.deepEqual(keysOf('seen'), { charge: 1, ship: 1 });
    await eventually(() => isEmpty('quick'), 'the message is deleted');
  });

  test('a message of the SDK about a job that ended changes nothing', { timeout: 60_000 }, async () => {
    const { id } = await enqueue('effects', 'again');
    const done = await ended(id);
    const body = JSON.stringify({ v: 1, job_id: id, tenant_id: tenantId });
    for (let i = 0; i < 3; ++i) {
      await sqs.client.send(new SendMessageCommand({ QueueUrl: sqs.urls.long, MessageBody: body }));
    }
    await eventually(() => isEmpty('long'), 'they are taken away');
    assert.deepEqual(await job(id), done);
    assert.deepEqual(keysOf('again'), { charge: 1, ship: 1 });
  });

  test('what cannot be read goes to the dead-letter queue, with the reason', { timeout: 60_000 },
    async () => {
      await sqs.client.send(new SendMessageCommand(
        { QueueUrl: sqs.urls.long, MessageBody: 'no reference' }));
      const [dead] = await eventually(async () => (await sqs.client.send(new ReceiveMessageCommand(
        { QueueUrl: sqs.urls['long-dead'], VisibilityTimeout: 0, MessageAttributeNames: ['All'] })))
        .Messages, 'a dead letter');
      assert.equal(dead.Body, 'no reference');
      assert.match(dead.MessageAttributes.reason.StringValue, /^unreadable: /);
    });

  test('a job that failed is a dead letter, and can be sent back', { timeout: 60_000 }, async () => {
    const before = Number((await attributes('quick-dead')).ApproximateNumberOfMessages);
    const { id } = await enqueue('breaks', 'broken', { queue: 'quick' });
    assert.equal((await ended(id)).status, 'failed');
    await eventually(async () => Number((await attributes('quick-dead'))
      .ApproximateNumberOfMessages) === before + 1, 'a dead letter');
    await client.expect(202, 'POST', `/v1/jobs/${id}/redrive`);
    await eventually(async () => {
      const now = await job(id);
      return now.redrives === 1 && hasEnded(now);
    }, 'it fails again');
  });

  test('a delayed job is not begun before its time', { timeout: 60_000 }, async () => {
    const { id } = await enqueue('effects', 'delayed', { delay: 2 });
    const done = await ended(id);
    assert.ok(Date.parse(done.started_at) - Date.parse(done.created_at) >= 2000, done.started_at);
  });

  test('refusals and cuts on the way are passed by', { timeout: 60_000 }, async () => {
    const is = (name) => (method, url, headers) => operationOf(headers) === name;
    sqs.fail(is('SendMessageBatch'), 503, 'ServiceUnavailable', 2);
    sqs.fail(is('SendMessageBatch'), 400, 'RequestThrottled', 1);
    sqs.fail(is('ReceiveMessage'), undefined, '', 2);
    sqs.fail(is('DeleteMessage'), 500, 'InternalError', 2);
    const { id } = await enqueue('effects', 'faults');
    await allEndOnce(['faults'], [id]);
  });

  test('messages twice, out of order and lost: each job ends once', { timeout: 90_000 }, async () => {
    let seed = 11;
    const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
    let [lost, doubled] = [0, 0];
    sqs.change = (request, bytes) => {
      if (operationOf(request.headers) !== 'ReceiveMessage') return bytes;
      const answer = JSON.parse(bytes);
      const messages = [];
      for (const message of answer.Messages ?? []) {
        const chance = random();
        if (chance < 0.2) { ++lost; continue; }
        messages.push(message);
        if (chance > 0.7) { messages.push(message); ++doubled; }
      }
      return Buffer.from(JSON.stringify({ ...answer, Messages: messages.reverse() }));
    };
    const names = Array.from({ length: 60 }, (_, i) => `mangled.${i}`);
    const ids = [];
    for (const name of names) ids.push((await enqueue('effects', name)).id);
    await allEndOnce(names, ids);
    sqs.change = (request, bytes) => bytes;
    console.log(`sqs: ${ids.length} jobs ended once, ${lost} messages lost, ${doubled} doubled`);
  });

  test('the emulator dies with all its messages: none is lost', { timeout: 90_000 }, async () => {
    const names = Array.from({ length: 40 }, (_, i) => `restart.${i}`);
    const ids = [];
    for (const [i, name] of names.entries()) {
      ids.push((await enqueue('effects', name)).id);
      if (i === 20) await sqs.restart();
    }
    await allEndOnce(names, ids);
  });

  test('workers killed at random: none lost, none doubled', { timeout: 120_000 }, async () => {
    const names = Array.from({ length: 40 }, (_, i) => `killed.${i}`);
    const ids = [];
    for (const name of names) ids.push((await enqueue('effects', name)).id);
    let seed = 5;
    const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
    for (let kills = 0; kills < 8; ++kills) {
      const [worker] = workers;
      await new Promise((resolve) => setTimeout(resolve, random() * 200));
      await worker.kill();
      workers.delete(worker);
      await startWorker();
    }
    await allEndOnce(names, ids);
  });

  test('every request was signed as AWS signs', () => {
    assert.deepEqual(sqs.refusals, []);
    assert.ok(sqs.requests.length > 100);
  });

  test('a URL that cannot be is refused at the start, by its key', async () => {
    const ended = await runCommand(['engine', '--set', `data.dir=${dataDir}`, '--set',
      'jobs.long_url=sqs://jobs.fifo?region=eu-central-1', '--set', 'engine.port=0']);
    assert.notEqual(ended.code, 0);
    assert.match(ended.stdout + ended.stderr, /jobs\.long_url.*FIFO/);
  });
});
