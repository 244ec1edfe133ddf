// What a newcomer does first: start, read var/demo.json, talk to the examples with the official
// OpenAI SDK, look at the run. Over the embedded database and over PostgreSQL, by one URL.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import OpenAI from 'openai';
import { assertProblem, assertSoundJournal, Client, hasEnded } from './support/client.mjs';
import { eventually, startPlatform } from './support/platform.mjs';
import { startPostgres } from './support/postgres.mjs';

const question = 'What is the status of order 1042 and when was it shipped?';
let postgres;
before(async () => { postgres = await startPostgres(); });
after(() => postgres?.stop());

for (const database of ['sqlite', 'postgres']) {
  describe(`first steps on ${database}`, () => {
    let platform, client, openai, databaseUrl;
    before(async () => {
      databaseUrl = database === 'postgres' ? await postgres.createDatabase() : undefined;
      platform = await startPlatform({ databaseUrl });
      client = new Client(platform.engineUrl, platform.demo.api_key);
      openai = new OpenAI({ apiKey: platform.demo.api_key, baseURL: `${platform.engineUrl}/v1` });
    });
    after(() => platform?.stop());

    const runsOf = (agent) => client.all(`/v1/runs?agent=${agent}`);
    // What the agent sent; the platform's own mail, that an approval is needed, may come at any time.
    const mails = () => readdirSync(join(platform.dataDir, 'mail'), { recursive: true })
      .map((name) => join(platform.dataDir, 'mail', name))
      .filter((path) => statSync(path).isFile() &&
        /^To: .*team@example\.test/m.test(readFileSync(path, 'utf8')));

    test('demo.json is for its owner only and names what was seeded', async () => {
      const path = join(platform.dataDir, 'demo.json');
      assert.equal(statSync(path).mode & 0o777, 0o600);
      assert.deepEqual(Object.keys(platform.demo).sort(), ['agents', 'api_key', 'email', 'password']);
      assert.deepEqual(platform.demo.agents, ['order-desk', 'triage', 'approver', 'analyst']);
      const agents = await client.all('/v1/agents');
      assert.deepEqual(agents.map((agent) => agent.status), Array(4).fill('deployed'));
      const auth = new Client(platform.authUrl);
      const session = await auth.expect(200, 'POST', '/v1/auth/sign-in',
        { email: platform.demo.email, password: platform.demo.password });
      const agentsOfPerson = await new Client(platform.engineUrl, session.access_token)
        .all('/v1/agents');
      assert.equal(agentsOfPerson.length, 4);
    });

    test('the demo is seeded where nobody may sign up', async () => {
      const closed = await startPlatform({ settings: { 'auth.allow_sign_up': 'false' },
        databaseUrl: database === 'postgres' ? await postgres.createDatabase() : undefined });
      try {
        const auth = new Client(closed.authUrl);
        await auth.expect(200, 'POST', '/v1/auth/sign-in',
          { email: closed.demo.email, password: closed.demo.password });
        const stranger = { email: 'stranger@example.test', password: 'seven tidy wombats dance' };
        assertProblem(await auth.post('/v1/auth/sign-up', stranger), 403, 'sign_up_closed');
      } finally {
        await closed.stop();
      }
    });

    test('the agents are models of the OpenAI SDK', async () => {
      const models = [];
      for await (const model of openai.models.list()) models.push(model.id);
      for (const slug of platform.demo.agents) assert.ok(models.includes(slug), models.join());
    });

    let whole;
    test('order-desk answers from the sample database, not streamed', async () => {
      const completion = await openai.chat.completions.create(
        { model: 'order-desk', messages: [{ role: 'user', content: question }] });
      const [choice] = completion.choices;
      assert.equal(completion.object, 'chat.completion');
      assert.equal(choice.finish_reason, 'stop');
      assert.match(choice.message.content, /shipped/);
      assert.match(choice.message.content, /2026-10-03/);
      whole = choice.message.content;
      assert.ok(completion.usage.total_tokens > 0);
    });

    test('order-desk answers streamed, and the run shows every step', async () => {
      const earlier = new Set((await runsOf('order-desk')).map((run) => run.id));
      const stream = await openai.chat.completions.create({ model: 'order-desk', stream: true,
        stream_options: { include_usage: true }, messages: [{ role: 'user', content: question }] });
      let text = '', chunks = 0, reason, usage;
      for await (const chunk of stream) {
        ++chunks;
        text += chunk.choices[0]?.delta?.content ?? '';
        reason = chunk.choices[0]?.finish_reason ?? reason;
        usage = chunk.usage ?? usage;
      }
      assert.equal(text, whole, 'the same answer, once');
      assert.equal(reason, 'stop');
      assert.ok(chunks > 2, `${chunks} chunks`);
      assert.ok(usage.prompt_tokens > 0 && usage.completion_tokens > 0);

      const run = (await runsOf('order-desk')).find(({ id }) => !earlier.has(id));
      assert.equal(run.status, 'succeeded');
      assert.equal(run.input_tokens, usage.prompt_tokens);
      const steps = await client.steps(run.id);
      const calls = steps.filter((step) => step.kind === 'model_call');
      assert.equal(calls.length, 2);
      for (const call of calls) assert.ok(call.input_tokens > 0 && call.output_tokens > 0);
      const [tool] = steps.filter((step) => step.kind === 'tool_call');
      assert.match(JSON.stringify(tool.input), /1042/);
      assert.match(JSON.stringify(tool.output), /2026-10-03/);
      assert.ok(steps.every((step) => step.status === 'succeeded'), JSON.stringify(steps));
      assert.ok(steps.every((step) => step.duration_ms >= 0));
      assertSoundJournal(await client.events(run.id));
    });

    test('order-desk asks the carrier by HTTP', async () => {
      const completion = await openai.chat.completions.create({ model: 'order-desk',
        messages: [{ role: 'user', content: 'Where is the parcel SW00104201 right now?' }] });
      assert.match(completion.choices[0].message.content, /Lyon/);
    });

    test('triage answers by what the message says', async () => {
      const ask = async (content) => (await openai.chat.completions.create(
        { model: 'triage', messages: [{ role: 'user', content }] })).choices[0].message.content;
      assert.match(await ask('Our shop is DOWN, please help'), /high priority.*within 1 h/);
      assert.match(await ask('How do I change my address?'), /normal priority.*within 24 h/);
    });

    test('triage answers by webhook', async () => {
      const agent = await client.expect(200, 'GET', '/v1/agents/triage');
      const answer = await new Client(platform.engineUrl).post(agent.hooks[0].path,
        { message: 'the door is broken' });
      assert.equal(answer.status, 200, answer.text);
      assert.match(answer.text, /high priority/);
    });

    test('approver waits for nothing, and sends one e-mail after one approval', async () => {
      const started = await client.expect(202, 'POST', '/v1/agents/approver/runs',
        { input: { message: 'Lunch is at noon.' } });
      const run = await eventually(async () => {
        const now = await client.run(started.id);
        return now.status === 'waiting' && now;
      }, 'the run waits');
      const metrics = (await new Client(platform.engineUrl).get('/metrics')).text;
      const active = metrics.split('\n').find((line) => line.startsWith('elevaite_runs_active'));
      assert.equal(active, 'elevaite_runs_active 0', 'waiting holds nothing');
      assert.equal(mails().length, 0);

      const [request] = await client.all('/v1/approvals');
      assert.equal(request.run_id, run.id);
      const answer = { step: request.step, approved: true, comment: 'Fine.' };
      await client.expect(200, 'POST', `/v1/runs/${run.id}/approvals`, answer);
      assertProblem(await client.post(`/v1/runs/${run.id}/approvals`, answer), 409, 'already_answered');
      const done = await eventually(async () => {
        const now = await client.run(run.id);
        return hasEnded(now) && now;
      }, 'the run ends');
      assert.equal(done.status, 'succeeded', JSON.stringify(done.error));
      assert.match(JSON.stringify(done.output), /Approved, and sent/);
      assertProblem(await client.post(`/v1/runs/${run.id}/approvals`, answer), 409, 'already_answered');
      assert.equal(mails().length, 1);
      const [head, ...body] = readFileSync(mails()[0], 'utf8').split('\r\n\r\n');
      assert.match(head, /^To: .*team@example\.test/m);
      assert.equal(Buffer.from(body.join(), 'base64').toString(), 'Lunch is at noon.');
      assertSoundJournal(await client.events(run.id));
    });

    test('a rejected request sends nothing', async () => {
      const { id } = await client.expect(202, 'POST', '/v1/agents/approver/runs',
        { input: { message: 'Everybody is fired.' } });
      await eventually(async () => (await client.run(id)).status === 'waiting', 'the run waits');
      await client.expect(200, 'POST', `/v1/runs/${id}/approvals`, { step: 'ask', approved: false });
      await eventually(async () => hasEnded(await client.run(id)), 'the run ends');
      assert.match(JSON.stringify((await client.run(id)).output), /declined/);
      assert.equal(mails().length, 1);
    });

    test('a second start seeds nothing, keeps everything and is quick', async (t) => {
      const demo = readFileSync(join(platform.dataDir, 'demo.json'), 'utf8');
      const runs = (await client.all('/v1/runs')).map((run) => run.id);
      const firstMs = platform.startMs;
      assert.deepEqual(await platform.stop(), { code: 0, signal: null });
      platform = await startPlatform({ dataDir: platform.dataDir, databaseUrl,
        settings: { 'demo.port': platform.demoPort } });
      t.diagnostic(`ready after ${firstMs.toFixed(0)} ms, then ${platform.startMs.toFixed(0)} ms`);
      client = new Client(platform.engineUrl, platform.demo.api_key);
      assert.equal(readFileSync(join(platform.dataDir, 'demo.json'), 'utf8'), demo);
      assert.equal((await client.all('/v1/agents')).length, 4);
      assert.deepEqual((await client.all('/v1/runs')).map((run) => run.id), runs);
      assert.ok(!platform.logs.some((line) => line.includes('seeded')));
      const again = new OpenAI({ apiKey: platform.demo.api_key, baseURL: `${platform.engineUrl}/v1` });
      const completion = await again.chat.completions.create(
        { model: 'order-desk', messages: [{ role: 'user', content: question }] });
      assert.match(completion.choices[0].message.content, /2026-10-03/);
    });
  });
}
