// Whoever started something is told of its end: in the app, by mail, in Slack, at webhook endpoints;
// once, whatever dies meanwhile.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { assertProblem, Client, hasEnded } from './support/client.mjs';
import { databaseOf, newId } from './support/database.mjs';
import { eventually, startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';
import { MailServer, Receiver } from './support/receiver.mjs';

let postgres, receiver, mail;
// Without the code that every new address gets.
const noticesTo = (address) => mail.to(address).filter(({ subject }) => !subject.endsWith('ElevAIte code'));
before(async () => {
  [postgres, receiver, mail] = await Promise.all([
    startPostgres(), new Receiver().start(), new MailServer().start()]);
});
after(async () => {
  await mail?.stop();
  await receiver?.stop();
  await postgres?.stop();
});

const edge = (source, target) => ({ id: `${source}_${target}`, source, target });
const start = { id: 'start', kind: 'manual_trigger' };
const workflows = {
  works: { nodes: [start, { id: 'set', kind: 'set_fields',
    config: { fields: [{ name: 'answer', value: '{{ trigger.case }}' }] } }], edges: [edge('start', 'set')] },
  breaks: { nodes: [start, { id: 'stop', kind: 'stop_with_error', config: { message: 'It broke <b>.' } }],
    edges: [edge('start', 'stop')] },
  exports: { nodes: [start, { id: 'export', kind: 'export_table',
    config: { rows: '{{ trigger.rows }}', format: 'csv', file_name: 'Numbers' } }],
  edges: [edge('start', 'export')] },
  asks: { nodes: [start, { id: 'ask', kind: 'approval', config: { title: 'May it?\u0007' } }],
    edges: [edge('start', 'ask')] },
};

// Reads a stream of events until `isEnough(events)`; it has begun when `begun` is called.
async function follow(client, path, headers, isEnough, begun) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), 20_000);
  const response = await fetch(client.base + path, { signal: stop.signal,
    headers: { Authorization: `Bearer ${client.token}`, ...headers } });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('Content-Type'), 'text/event-stream');
  const events = [];
  let text = '';
  const decoder = new TextDecoder();
  try {
    for await (const bytes of response.body) {
      text += decoder.decode(bytes, { stream: true });
      let end;
      while ((end = text.indexOf('\n\n')) >= 0) {
        const lines = text.slice(0, end).split('\n').filter((line) => !line.startsWith(':'));
        text = text.slice(end + 2);
        if (!lines.length) continue;
        const event = Object.fromEntries(lines.map((line) => /^(\w+): ?(.*)$/.exec(line).slice(1)));
        events.push({ ...event, data: JSON.parse(event.data) });
        if (events.length === 1) begun?.();
      }
      if (isEnough(events)) break;
    }
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
  assert.ok(isEnough(events), JSON.stringify(events));
  return events;
}

for (const database of ['sqlite', 'postgres']) {
  describe(`notifications on ${database}`, { concurrency: false }, () => {
    let platform, owner, sql, agents, databaseUrl;
    const name = (text) => `${text}.${database}`;
    const path = (text) => `/${database}/${text}`;
    const settings = () => ({
      'mail.url': mail.url, 'auth.email_code': 'off', 'mail.from': 'ElevAIte <robot@example.test>',
      'web.app_origin': 'https://app.example.test',
      'notifications.poll_interval': '10ms', 'notifications.retry_delays': '20ms, 20ms, 20ms',
      'notifications.timeout': '1s', 'jobs.poll_interval': '10ms', 'engine.rescue_interval': '20ms',
      'engine.lease_ttl': '1s', 'engine.lease_renewal': '100ms',
      'jobs.visibility': '2s', 'egress.allow': `127.0.0.1:${receiver.port}` });

    before(async () => {
      databaseUrl = database === 'postgres' ? await postgres.createDatabase() : undefined;
      platform = await startPlatform({ databaseUrl, settings: settings() });
      sql = databaseOf(postgres, databaseUrl, platform.dataDir);
      owner = await signUp(name('owner'));
      agents = {};
      for (const [key, workflow] of Object.entries(workflows))
        agents[key] = await owner.client.deploy(`${key} <x>`, workflow);
    });
    after(() => platform?.kill());

    async function signUp(who) {
      const account = { email: `${who}@example.test`, password: 'correct horse battery 7' };
      const session = await new Client(platform.authUrl).expect(201, 'POST', '/v1/auth/sign-up', account);
      return { ...account, tenant: session.tenant_id,
        client: new Client(platform.engineUrl, session.access_token) };
    }
    // Somebody else in the owner's tenant.
    async function join(who, role) {
      const person = await signUp(who);
      await sql(`INSERT INTO members (id, tenant_id, user_id, role, created_at) SELECT ${newId(databaseUrl)},
        m.tenant_id, u.id, '${role}', 0 FROM users u, users o JOIN members m ON m.user_id = o.id
        WHERE u.email = '${person.email}' AND o.email = '${owner.email}'`);
      const session = await new Client(platform.authUrl).expect(200, 'POST', '/v1/auth/sign-in',
        { email: person.email, password: person.password, tenant_id: owner.tenant });
      return { ...person, client: new Client(platform.engineUrl, session.access_token) };
    }
    const run = async (who, agent, input = {}) => {
      const job = await who.client.expect(202, 'POST', `/v1/agents/${agents[agent].id}/runs`,
        { mode: 'async', input });
      return job.id;
    };
    const told = (who, isIt, what) => eventually(async () =>
      (await who.client.all('/v1/notifications')).find(isIt), what);
    const ofJob = (id) => (one) => one.data.job_id === id;
    const endpoint = (key, events = []) => owner.client.expect(201, 'POST', '/v1/webhook-endpoints',
      { url: receiver.url + path(key), events, description: key });
    const deliveries = (id) => owner.client.all(`/v1/webhook-endpoints/${id}/deliveries`);
    const settled = (id, count = 1) => eventually(async () => {
      const all = await deliveries(id);
      return all.length >= count && all.every((one) => one.status !== 'pending') && all;
    }, 'the deliveries have ended');

    test('of a job that succeeded, once, in the app and as events', { timeout: 60_000 }, async () => {
      const { client } = owner;
      const first = await follow(client, '/v1/notifications/events', {},
        (events) => events.some((one) => one.event === 'notification'),
        () => run(owner, 'works', { case: 'a' }));
      const { data: notification, id } = first.find((one) => one.event === 'notification');
      assert.equal(first[0].event, 'unread');
      assert.equal(id, String(notification.seq));
      assert.deepEqual([notification.kind, notification.title, notification.read_at],
        ['job_succeeded', 'works <x> is done', null]);
      assert.equal(notification.link, `/runs/${notification.data.run_id}`);
      const second = await run(owner, 'works', { case: 'b' });
      const resumed = await follow(client, '/v1/notifications/events', { 'Last-Event-ID': id },
        (events) => events.some((one) => one.event === 'notification'));
      assert.equal(resumed.find((one) => one.event === 'notification').data.data.job_id, second);
      assert.ok(resumed.some((one) => one.event === 'unread' && one.data.unread === 2));

      assert.deepEqual(await client.expect(200, 'GET', '/v1/notifications/unread-count'), { unread: 2 });
      const read = await client.expect(200, 'POST', `/v1/notifications/${notification.id}/read`);
      assert.ok(read.read_at);
      assert.deepEqual(await client.expect(200, 'POST', `/v1/notifications/${notification.id}/read`), read);
      assert.equal((await client.all('/v1/notifications?unread=true&limit=1')).length, 1);
      assert.equal((await client.all('/v1/notifications?limit=1')).length, 2);
      const third = await run(owner, 'works', { case: 'c' });
      await told(owner, ofJob(third), 'the third');
      assert.deepEqual(await client.expect(200, 'POST', '/v1/notifications/read',
        { up_to: notification.seq + 1 }), { read: 1 });
      assert.deepEqual(await client.expect(200, 'POST', '/v1/notifications/read'), { read: 1 });
      assert.deepEqual(await client.expect(200, 'GET', '/v1/notifications/unread-count'), { unread: 0 });
      assertProblem(await client.get('/v1/notifications/events', { 'Last-Event-ID': 'x' }), 400);
    });

    test('of a failure whoever started it and whom the agent belongs to', { timeout: 60_000 }, async () => {
      const starter = await join(name('starter'), 'builder');
      const id = await run(starter, 'breaks');
      for (const who of [owner, starter]) {
        const one = await told(who, ofJob(id), 'the failure');
        assert.deepEqual([one.kind, one.title], ['job_failed', 'breaks <x> failed']);
        assert.match(one.body, /It broke <b>\./);
        assert.equal(one.data.error.message, one.body);
        const [sent] = await eventually(async () => {
          const mails = noticesTo(who.email);
          return mails.length && mails;
        }, 'the mail');
        assert.equal(sent.subject, 'breaks <x> failed');
        assert.ok(sent.text.includes(`https://app.example.test/runs/${one.data.run_id}`), sent.text);
        assert.deepEqual([sent.isSecure, sent.user, sent.from], [true, 'elevaite', 'robot@example.test']);
      }
      // Sent back, it fails again, and that is news.
      await owner.client.expect(202, 'POST', `/v1/jobs/${id}/redrive`);
      await eventually(async () => (await starter.client.all('/v1/notifications'))
        .filter(ofJob(id)).length === 2, 'the second failure');
    });

    test('of a file that is ready, by mail too', { timeout: 60_000 }, async () => {
      const id = await run(owner, 'exports', { rows: [{ a: 1 }] });
      const one = await told(owner, ofJob(id), 'the file');
      assert.equal(one.kind, 'file_ready');
      assert.equal(one.title, 'Numbers.csv is ready');
      await owner.client.expect(200, 'GET', `/v1/files/${one.data.files[0].id}`);
      await eventually(() => mail.to(owner.email).some((sent) => sent.subject === one.title), 'the mail');
    });

    test('of a run that failed, without a job', { timeout: 60_000 }, async () => {
      const failed = await owner.client.request('POST', `/v1/agents/${agents.breaks.id}/runs`,
        { wait: true });
      const one = await told(owner, ({ data }) => data.run_id === failed.body.id, 'the failure');
      assert.equal(one.kind, 'run_failed');
      // What is a draft is watched by whoever tries it.
      const draft = await owner.client.request('POST', `/v1/agents/${agents.breaks.id}/runs`,
        { wait: true, version: 'draft' });
      const last = await run(owner, 'works');
      await told(owner, ofJob(last), 'a later one');
      const all = await owner.client.all('/v1/notifications');
      assert.ok(!all.some(({ data }) => data.run_id === draft.body.id));
    });

    test('of an approval those who may give it', { timeout: 60_000 }, async () => {
      const viewer = await join(name('viewer'), 'viewer');
      const waiting = await owner.client.request('POST', `/v1/agents/${agents.asks.id}/runs`,
        { wait: true });
      const one = await told(owner, ({ kind }) => kind === 'approval_needed', 'the approval');
      assert.equal(one.title, 'Approval needed: May it? ');
      assert.deepEqual([one.data.run_id, one.data.step], [waiting.body.id, 'ask']);
      assert.deepEqual(await viewer.client.all('/v1/notifications'), []);
      await owner.client.expect(200, 'POST', `/v1/runs/${waiting.body.id}/approvals`,
        { step: 'ask', approved: true });
      assert.equal((await owner.client.all('/v1/notifications'))
        .filter(({ kind }) => kind === 'approval_needed').length, 1);
    });

    test('as each of them wants to hear it', { timeout: 60_000 }, async () => {
      const who = await join(name('quiet'), 'builder');
      const { client } = who;
      const defaults = await client.expect(200, 'GET', '/v1/notification-preferences');
      assert.equal(defaults.email, who.email);
      assert.equal(defaults.channels.job_failed.email, true);
      assert.equal(defaults.slack, null);
      const credential = await owner.client.expect(201, 'POST', '/v1/credentials', { name: name('slack'),
        kind: 'slack', fields: { webhook_url: receiver.url + path('slack') } });
      const other = await owner.client.expect(201, 'POST', '/v1/credentials', { name: name('token'),
        kind: 'http_bearer', fields: { token: 'x' } });
      const absent = other.id.replace(/.$/, (c) => (c === '0' ? '1' : '0'));
      for (const id of [other.id, 'cred_nothing', absent]) {
        assert.equal((await client.request('PUT', '/v1/notification-preferences',
          { slack: { credential_id: id } })).status, 400);
      }
      const wanted = await client.expect(200, 'PUT', '/v1/notification-preferences', {
        channels: { job_succeeded: { app: false, slack: true }, job_failed: { email: false } },
        slack: { credential_id: credential.id, channel: '' } });
      assert.equal(wanted.channels.job_succeeded.app, false);
      assert.equal(wanted.channels.job_failed.app, true);
      const id = await run(who, 'works', { case: 'slack' });
      const [posted] = await eventually(() => {
        const came = receiver.of(path('slack'));
        return came.length && came;
      }, 'the message');
      const { text } = JSON.parse(posted.body);
      assert.match(text, /^\*works &lt;x&gt; is done\*\n<https:\/\/app\.example\.test\/runs\/\w+\|Open>$/);
      const failed = await run(who, 'breaks');
      await told(who, ofJob(failed), 'the failure');
      assert.ok(!(await client.all('/v1/notifications')).some(ofJob(id)));
      assert.deepEqual(noticesTo(who.email), []);
      assertProblem(await client.request('PUT', '/v1/notification-preferences',
        { channels: { job_failed: { pigeon: true } } }), 400);
      const viewer = await join(name('viewer2'), 'viewer');
      assertProblem(await viewer.client.request('PUT', '/v1/notification-preferences',
        { slack: { credential_id: credential.id } }), 403, 'permission_missing');
    });

    test('at webhook endpoints, signed as standardwebhooks believes it', { timeout: 60_000 }, async () => {
      const made = await endpoint('signed', ['job.succeeded']);
      assert.match(made.secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
      const shown = await owner.client.expect(200, 'GET', `/v1/webhook-endpoints/${made.id}`);
      assert.ok(!JSON.stringify(shown).includes('whsec_'));
      await run(owner, 'breaks');
      const id = await run(owner, 'works', { case: 'webhook' });
      const [sent] = await settled(made.id);
      const [request] = receiver.of(path('signed'));
      const body = new Webhook(made.secret).verify(request.body, request.headers);
      assert.equal(body.type, 'job.succeeded');
      assert.deepEqual([body.data.job_id, body.data.agent_id], [id, agents.works.id]);
      assert.equal(body.data.url, `https://app.example.test/runs/${body.data.run_id}`);
      assert.equal(request.headers['webhook-id'], sent.webhook_id);
      assert.equal(receiver.of(path('signed')).length, 1, 'and no failure, which was not asked for');
      assert.throws(() => new Webhook(made.secret).verify(`${request.body} `, request.headers));
      const whole = await owner.client.expect(200, 'GET',
        `/v1/webhook-endpoints/${made.id}/deliveries/${sent.id}`);
      assert.equal(whole.payload, request.body);
      const [{ response_status: status, response, error }] = whole.attempts;
      assert.deepEqual([status, response, error], [200, 'ok', null]);

      // Two secrets sign while the old one is being replaced.
      const rotated = await owner.client.expect(200, 'POST',
        `/v1/webhook-endpoints/${made.id}/rotate-secret`, { overlap_seconds: 3600 });
      assert.notEqual(rotated.secret, made.secret);
      await owner.client.expect(202, 'POST', `/v1/webhook-endpoints/${made.id}/test`);
      await settled(made.id, 2);
      const [, tested] = receiver.of(path('signed'));
      for (const secret of [made.secret, rotated.secret])
        assert.equal(new Webhook(secret).verify(tested.body, tested.headers).type, 'test');
      const again = await owner.client.expect(200, 'POST',
        `/v1/webhook-endpoints/${made.id}/rotate-secret`, { overlap_seconds: 0 });
      // The same message again, as far as the receiver can tell.
      await owner.client.expect(202, 'POST',
        `/v1/webhook-endpoints/${made.id}/deliveries/${sent.id}/resend`);
      await eventually(() => receiver.of(path('signed')).length === 3, 'it is sent again');
      const [, , resent] = receiver.of(path('signed'));
      assert.equal(resent.headers['webhook-id'], sent.webhook_id);
      new Webhook(again.secret).verify(resent.body, resent.headers);
      assert.throws(() => new Webhook(rotated.secret).verify(resent.body, resent.headers));
      await owner.client.expect(204, 'DELETE', `/v1/webhook-endpoints/${made.id}`);
      assertProblem(await owner.client.get(`/v1/webhook-endpoints/${made.id}/deliveries`), 404);
    });

    test('again until an endpoint takes it, or for the last time', { timeout: 60_000 }, async () => {
      receiver.answers.set(path('flaky'), (count) => (count < 3
        ? { status: 503, body: `No.\0${'x'.repeat(5_000)}`, headers: { 'Retry-After': '0' } }
        : { status: 204 }));
      receiver.answers.set(path('never'), () => ({ status: 302, headers: { Location: receiver.url } }));
      receiver.answers.set(path('gone'), () => ({ status: 410 }));
      const [flaky, never, gone] = [await endpoint('flaky', ['job.failed']),
        await endpoint('never', ['job.failed']), await endpoint('gone', ['job.failed'])];
      await run(owner, 'breaks');
      const [arrived] = await settled(flaky.id);
      assert.deepEqual([arrived.status, arrived.attempt_count], ['succeeded', 3]);
      assert.deepEqual(arrived.attempts.map((one) => one.response_status), [503, 503, 204]);
      assert.ok(arrived.attempts[0].response.length <= 1024);
      const ids = receiver.of(path('flaky')).map((one) => one.headers['webhook-id']);
      assert.equal(new Set(ids).size, 1);
      const [lost] = await settled(never.id);
      assert.deepEqual([lost.status, lost.attempt_count], ['failed', 4]);
      assert.equal(receiver.requests.filter((one) => one.path === '/').length, 0, 'no redirect is followed');
      const [over] = await settled(gone.id);
      assert.deepEqual([over.status, over.attempt_count], ['failed', 1]);
      const off = await eventually(async () => {
        const one = await owner.client.expect(200, 'GET', `/v1/webhook-endpoints/${gone.id}`);
        return !one.is_enabled && one;
      }, 'it is switched off');
      assert.equal(off.disabled_because, 'gone');
      const word = await told(owner, ({ data }) => data.endpoint_id === gone.id, 'the word of it');
      assert.equal(word.kind, 'endpoint_disabled');
      assertProblem(await owner.client.post(`/v1/webhook-endpoints/${gone.id}/test`), 409,
        'endpoint_disabled');
      // What failed is a dead letter, and may be sent back as such, too.
      receiver.answers.set(path('never'), () => ({ status: 200 }));
      const letters = await owner.client.all('/v1/jobs?status=failed&kind=notify');
      assert.ok(letters.length >= 2, JSON.stringify(letters));
      await owner.client.expect(202, 'POST', '/v1/job-failures/redrive', { kind: 'notify' });
      await eventually(async () => (await deliveries(never.id))[0].status === 'succeeded', 'it arrives');

      // After too long without an arrival.
      receiver.answers.set(path('flaky'), () => ({ status: 500 }));
      await owner.client.expect(202, 'POST', `/v1/webhook-endpoints/${flaky.id}/test`);
      await eventually(async () => (await owner.client.expect(200, 'GET',
        `/v1/webhook-endpoints/${flaky.id}`)).failing_since, 'it is failing');
      await settled(flaky.id, 2);
      await sql('UPDATE webhook_endpoints SET failing_since = 0 WHERE failing_since IS NOT NULL');
      await owner.client.expect(202, 'POST', `/v1/webhook-endpoints/${flaky.id}/test`);
      const failing = await eventually(async () => {
        const one = await owner.client.expect(200, 'GET', `/v1/webhook-endpoints/${flaky.id}`);
        return !one.is_enabled && one;
      }, 'it is switched off');
      assert.equal(failing.disabled_because, 'failing');
      const on = await owner.client.expect(200, 'PATCH', `/v1/webhook-endpoints/${flaky.id}`,
        { is_enabled: true });
      assert.deepEqual([on.is_enabled, on.failing_since, on.disabled_because], [true, null, null]);
      for (const one of [flaky, never, gone])
        await owner.client.expect(204, 'DELETE', `/v1/webhook-endpoints/${one.id}`);
    });

    test('never to where a tenant may not reach', { timeout: 60_000 }, async () => {
      const refused = ['http://127.0.0.1:1/', 'http://localhost/', 'http://169.254.169.254/latest',
        'ftp://example.test/', 'http://user:secret@example.test/', 'nothing', 'http://[::1]/',
        'http://0x7f.1/'];
      for (const url of refused) {
        const answer = await owner.client.post('/v1/webhook-endpoints', { url });
        assertProblem(answer, 400);
        assert.ok(!answer.text.includes('secret@'), answer.text);
      }
      for (const body of [{}, { url: 1 }, { url: `https://example.test/${'x'.repeat(3_000)}` },
        { url: 'https://example.test', events: ['run.exploded'] }, { url: 'https://example.test', more: 1 },
        { url: 'https://example.test', description: 'x'.repeat(301) }])
        assertProblem(await owner.client.post('/v1/webhook-endpoints', body), 400);
      const kept = await owner.client.expect(200, 'GET', '/v1/webhook-endpoints');
      assert.deepEqual(kept.data, []);
      const many = [];
      for (let i = 0; i < 20; ++i) many.push(await endpoint(`many${i}`, ['run.succeeded']));
      const tooMany = await owner.client.post('/v1/webhook-endpoints', { url: receiver.url });
      assert.equal(tooMany.body.reason, 'too_many_endpoints');
      for (const one of many) await owner.client.expect(204, 'DELETE', `/v1/webhook-endpoints/${one.id}`);
    });

    test('to those who may see it', { timeout: 60_000 }, async () => {
      const builder = await join(name('builder'), 'builder');
      const made = await endpoint('private');
      for (const [method, where] of [['GET', ''], ['POST', ''], ['GET', `/${made.id}`],
        ['PATCH', `/${made.id}`], ['DELETE', `/${made.id}`], ['GET', `/${made.id}/deliveries`],
        ['POST', `/${made.id}/test`], ['POST', `/${made.id}/rotate-secret`]]) {
        assertProblem(await builder.client.request(method, `/v1/webhook-endpoints${where}`), 403);
      }
      assertProblem(await builder.client.get('/v1/mail'), 403);
      assertProblem(await owner.client.get('/v1/mail'), 404, 'mail_not_kept');
      const stranger = await signUp(name('stranger'));
      assert.deepEqual(await stranger.client.all('/v1/notifications'), []);
      const [mine] = await owner.client.all('/v1/notifications?limit=1');
      assertProblem(await stranger.client.post(`/v1/notifications/${mine.id}/read`), 404);
      assertProblem(await builder.client.post(`/v1/notifications/${mine.id}/read`), 404);
      await owner.client.expect(204, 'DELETE', `/v1/webhook-endpoints/${made.id}`);
    });

    test('once, although the process dies again and again', { timeout: 120_000 }, async () => {
      const made = await endpoint('killed', ['job.succeeded']);
      const ids = [];
      for (let i = 0; i < 30; ++i) ids.push(await run(owner, 'works', { case: `${i}` }));
      const { dataDir } = platform;
      const { token } = owner.client;
      let seed = 11;
      const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
      for (let kills = 0; kills < 10; ++kills) {
        await new Promise((resolve) => setTimeout(resolve, random() * 150));
        await platform.kill();
        platform = await startPlatform({ dataDir, databaseUrl, settings: settings() });
      }
      owner.client = new Client(platform.engineUrl, token);
      await eventually(async () => (await Promise.all(ids.map((id) =>
        owner.client.expect(200, 'GET', `/v1/jobs/${id}`)))).every(hasEnded), 'all jobs end',
      { within: 40_000 });
      await eventually(async () => {
        const all = await owner.client.all('/v1/notifications?limit=200');
        return ids.every((id) => all.some(ofJob(id)));
      }, 'all are told of');
      const all = await settled(made.id, ids.length);
      const listed = await owner.client.all('/v1/notifications?limit=200');
      for (const id of ids) assert.equal(listed.filter(ofJob(id)).length, 1, `${id} is told of once`);
      assert.equal(all.length, ids.length, 'one delivery each');
      const arrived = new Map();
      for (const { headers, body } of receiver.of(path('killed')))
        arrived.set(headers['webhook-id'], JSON.parse(body).data.job_id);
      assert.deepEqual([...arrived.values()].sort(), [...ids].sort(), 'and one webhook-id each');
    });
  });
}

describe('kept mail', () => {
  test('is shown to the admins of its tenant', { timeout: 60_000 }, async () => {
    const platform = await startPlatform({ settings: {
      'notifications.poll_interval': '10ms', 'jobs.poll_interval': '10ms' } });
    try {
      const people = [];
      for (const who of ['ann', 'bob']) {
        const session = await new Client(platform.authUrl).expect(201, 'POST', '/v1/auth/sign-up',
          { email: `${who}@example.test`, password: 'correct horse battery 7' });
        const client = new Client(platform.engineUrl, session.access_token);
        const agent = await client.deploy(`agent of ${who}`, workflows.breaks);
        for (let i = 0; i < 3; ++i)
          await client.expect(202, 'POST', `/v1/agents/${agent.id}/runs`, { mode: 'async' });
        people.push({ who, client });
      }
      for (const { who, client } of people) {
        const mails = await eventually(async () => {
          const all = await client.all('/v1/mail?limit=2');
          return all.length === 3 && all;
        }, 'three mails');
        for (const one of mails) {
          assert.deepEqual([one.to, one.subject], [[`${who}@example.test`], `agent of ${who} failed`]);
          const whole = await client.expect(200, 'GET', `/v1/mail/${one.id}`);
          assert.match(whole.text, /\/runs\/run_/);
        }
        assert.equal(new Set(mails.map((one) => one.id)).size, 3);
        const other = people.find((one) => one.who !== who).client;
        assertProblem(await other.get(`/v1/mail/${mails[0].id}`), 404);
      }
      for (const id of ['..', '%2e%2e%2fdemo', 'x'.repeat(32), '0'.repeat(32)])
        assertProblem(await people[0].client.get(`/v1/mail/${id}`), 404);
    } finally {
      await platform.stop();
    }
  });
});
