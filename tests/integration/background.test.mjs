// Answers that a worker makes: the chat answers at once, and the answer takes its place when it is ready.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Chat } from './support/chat.mjs';
import { assertSoundJournal, Client } from './support/client.mjs';
import { CountingPeer } from './support/peer.mjs';
import { eventually, startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';

const limit = { timeout: 40_000 };
let peer;
before(async () => { peer = await new CountingPeer().start(); });
after(() => peer?.stop());

const worker = (trigger = {}, kind = 'effects') => ({
  nodes: [{ id: 'chat', kind: 'chat_trigger', config: trigger },
    { id: 'work', kind: 'http_request', config: { method: 'POST',
      url: `${peer.url}/${kind}/{{ trigger.message }}/work`, body: { a: 1 } } },
    { id: 'table', kind: 'export_table', config: { rows: [{ a: 1 }], format: 'csv', title: 'Orders' } },
    { id: 'answer', kind: 'respond', config: { text: 'Done: {{ trigger.message }}' } }],
  edges: [{ id: 'e1', source: 'chat', target: 'work' }, { id: 'e2', source: 'work', target: 'table' },
    { id: 'e3', source: 'table', target: 'answer' }],
});

for (const database of ['sqlite', 'postgres']) {
  describe(`background answers on ${database}`, { concurrency: false }, () => {
    let postgres, databaseUrl, dataDir, api, client, key, count = 0;
    const settings = () => ({ 'jobs.poll_interval': '20ms', 'engine.rescue_interval': '20ms',
      'engine.lease_ttl': '500ms', 'engine.lease_renewal': '50ms', 'jobs.visibility': '1s',
      'egress.allow': `127.0.0.1:${peer.port}` });
    const workers = new Set();
    async function startWorker() {
      const started = await startPlatform({ command: 'worker', dataDir, databaseUrl, settings: settings() });
      workers.add(started);
      return started;
    }
    async function stopWorkers() {
      for (const one of workers) await one.stop();
      workers.clear();
    }
    before(async () => {
      postgres = database === 'postgres' ? await startPostgres() : undefined;
      databaseUrl = await postgres?.createDatabase();
      const platform = await startPlatform({ databaseUrl, settings: settings() });
      ({ dataDir } = platform);
      key = platform.demo.api_key;
      await platform.stop();
      api = await startPlatform({ command: 'engine', dataDir, databaseUrl, settings: settings() });
      client = new Client(api.engineUrl, key);
      await client.deploy('slow', worker({ background: true }));
      await client.deploy('plain', worker());
      await client.deploy('held', worker({ background: true }, 'held'));
    });
    after(async () => {
      await stopWorkers();
      await api?.stop();
      await postgres?.stop();
    });

    const name = () => `${database}-${process.pid}-${++count}`;
    const messagesOf = ({ conversation_id: id }) => client.all(`/v1/conversations/${id}/messages`);
    const answered = (begun) => eventually(async () => {
      const last = (await messagesOf(begun)).at(-1);
      return last.status === 'succeeded' && last;
    }, 'the answer is there');

    test('the chat answers at once, also to its reload, and a worker does the rest', limit, async () => {
      const message = name();
      const chat = new Chat({ engineUrl: api.engineUrl, key, agent: 'slow', id: message });
      await chat.sendMessage({ text: message });
      assert.match(chat.text, /^Working on it/);
      const { run_id: runId, job_id: jobId } = chat.answer.metadata;
      const waiting = await messagesOf(chat.answer.metadata);
      assert.deepEqual(waiting.map(({ role, status }) => [role, status]),
        [['user', null], ['assistant', 'queued']]);
      assert.deepEqual(waiting[1].parts, [{ type: 'data-job', data: { job_id: jobId } }]);
      assert.equal((await client.run(runId)).status, 'queued', 'nobody begins it but a worker');
      await startWorker();
      const answer = await answered(chat.answer.metadata);
      assert.equal(answer.parts[0].text, `Done: ${message}`);
      assert.equal(answer.parts[1].filename, 'Orders.csv');
      assert.equal(answer.run_id, runId, 'it is the very run that stood there');
      assertSoundJournal(await client.events(runId));
      const job = await eventually(async () => {
        const found = await client.expect(200, 'GET', `/v1/jobs/${jobId}`);
        return found.status === 'succeeded' && found;
      }, 'the job has ended');
      assert.equal(job.result.run_id, runId);
    });

    test('the same message is one job and one run', limit, async () => {
      const body = { id: name(), message: name(), stream: false, mode: 'background' };
      const headers = { 'Idempotency-Key': `key-${body.id}` };
      const [one, two] = [await client.expect(202, 'POST', '/v1/agents/plain/chat', body, headers),
        await client.expect(202, 'POST', '/v1/agents/plain/chat', body, headers)];
      assert.equal(one.job_id, two.job_id);
      assert.equal(one.run_id, two.run_id);
      if (workers.size === 0) await startWorker();
      await answered(one);
      assert.equal((await messagesOf(one)).length, 2);
      assert.equal(peer.requests.filter((request) => request.case === body.message).length, 1);
    });

    test('the conversation goes on meanwhile', limit, async () => {
      await stopWorkers();
      const id = name();
      const slow = await client.expect(202, 'POST', '/v1/agents/slow/chat',
        { id, message: name(), stream: false });
      const now = await client.expect(200, 'POST', '/v1/agents/slow/chat',
        { id, message: name(), stream: false, mode: 'now' });
      assert.match(now.text, /^Done/);
      assert.equal((await client.run(slow.run_id)).status, 'queued');
      await startWorker();
      await eventually(async () => (await client.run(slow.run_id)).status === 'succeeded', 'it ends');
      assert.equal((await messagesOf(slow)).length, 4);
    });

    test('the conversation goes on while a worker is in the middle, and knows of it', limit, async () => {
      await stopWorkers();
      await startWorker();
      const [id, message] = [name(), name()];
      const slow = await client.expect(202, 'POST', '/v1/agents/held/chat', { id, message, stream: false });
      await peer.arrived(message, 'work');
      const beside = name();
      const begun = await client.expect(202, 'POST', '/v1/agents/held/chat',
        { id, message: beside, stream: false });
      await peer.arrived(beside, 'work');
      const { active_run_id: active } = await client.expect(200, 'GET',
        `/v1/conversations/${slow.conversation_id}`);
      assert.equal(active, null, 'nothing keeps the conversation waiting');
      peer.release(beside, 'work');
      await answered(begun);
      assert.equal((await client.run(slow.run_id)).status, 'running');
      peer.release(message, 'work');
      await eventually(async () => (await client.run(slow.run_id)).status === 'succeeded', 'it ends');
      const texts = (await messagesOf(slow)).map(({ parts }) => parts[0].text);
      assert.deepEqual(texts, [message, `Done: ${message}`, beside, `Done: ${beside}`]);
    });

    test('stopped before it began, it never begins', limit, async () => {
      await stopWorkers();
      const begun = await client.expect(202, 'POST', '/v1/agents/slow/chat',
        { id: name(), message: name(), stream: false });
      await client.expect(200, 'POST', `/v1/conversations/${begun.conversation_id}/stop`,
        { run_id: begun.run_id });
      assert.equal((await client.run(begun.run_id)).status, 'cancelled');
      const other = await client.expect(202, 'POST', '/v1/agents/slow/chat',
        { id: name(), message: name(), stream: false });
      await client.expect(202, 'POST', `/v1/jobs/${other.job_id}/cancel`);
      assert.equal((await client.run(other.run_id)).status, 'cancelled');
      for (const { job_id: id } of [begun, other]) {
        assert.equal((await client.expect(200, 'GET', `/v1/jobs/${id}`)).status, 'cancelled');
      }
    });

    test('a worker that is killed in the middle loses nothing', limit, async () => {
      await stopWorkers();
      const message = name();
      const begun = await client.expect(202, 'POST', '/v1/agents/held/chat',
        { id: name(), message, stream: false });
      const doomed = await startPlatform({ command: 'worker', dataDir, databaseUrl, settings: settings() });
      await peer.arrived(message, 'work');
      await doomed.kill();
      await startWorker();
      peer.release(message, 'work');
      const answer = await answered(begun);
      assert.equal(answer.parts[0].text, `Done: ${message}`);
      assertSoundJournal(await client.events(begun.run_id));
      assert.equal(Object.keys(peer.seen(message).work).length, 1, 'one key, one effect');
    });
  });
}
