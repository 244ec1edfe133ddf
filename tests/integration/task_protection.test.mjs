// A worker that ECS runs asks not to be stopped while it has jobs, at the agent that ECS names.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { JobLab } from './support/job_lab.mjs';
import { CountingPeer } from './support/peer.mjs';
import { eventually } from './support/platform.mjs';

let agent, asked, peer, lab;
before(async () => {
  asked = [];
  agent = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request) text += piece;
    asked.push({ line: `${request.method} ${request.url}`, ...JSON.parse(text) });
    response.end(JSON.stringify({ protection: { ProtectionEnabled: asked.at(-1).ProtectionEnabled } }));
  }).listen(0, '127.0.0.1');
  await once(agent, 'listening');
  process.env.ECS_AGENT_URI = `http://127.0.0.1:${agent.address().port}/api/an-id`;
  peer = await new CountingPeer().start();
  lab = await new JobLab(peer, undefined).start();
});
after(async () => {
  delete process.env.ECS_AGENT_URI;
  await lab?.end();
  await peer?.stop();
  agent.closeAllConnections();
  agent.close();
});

test('a worker is protected while it has a job, and gives that back', async () => {
  const worker = await lab.startWorker();
  assert.deepEqual(asked, [], 'an idle worker asks for nothing');
  const { id } = await lab.enqueue('held', 'protected');
  await peer.arrived('protected', 'hold');
  await eventually(() => asked.length > 0, 'it asks');
  assert.deepEqual(asked[0], { line: 'PUT /api/an-id/task-protection/v1/state',
    ProtectionEnabled: true, ExpiresInMinutes: 60 });
  peer.release('protected', 'hold');
  assert.equal((await lab.ended(id)).status, 'succeeded');
  await worker.stop();
  assert.equal(asked.at(-1).ProtectionEnabled, false);
});
