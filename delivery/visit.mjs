// What somebody does who uses the platform, over HTTP as they do: a chat by API key, and by signing in a job
// and a download. Nothing stays behind but the chat's run and the job.
import { createHash, randomBytes } from 'node:crypto';
import { DeliveryError } from './settings.mjs';
import { waitFor } from './wait.mjs';

async function isOk(url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.ok ? true : undefined;
}

async function chat({ engineUrl, apiKey, agent }) {
  const answer = await fetch(`${engineUrl}/v1/chat/completions`, {
    method: 'POST',
    signal: AbortSignal.timeout(60_000),
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      model: agent,
      stream: true,
      messages: [{ role: 'user', content: 'Are you there?' }],
    }),
  });
  const text = await answer.text();
  if (!answer.ok)
    throw new DeliveryError(`The agent ${agent} answered ${answer.status}: ${text.slice(0, 200)}`);
  const events = text
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => line.slice(6));
  const said = events
    .filter((event) => event !== '[DONE]')
    .map((event) => JSON.parse(event).choices?.[0]?.delta?.content ?? '')
    .join('');
  if (events.at(-1) !== '[DONE]' || said === '')
    throw new DeliveryError(`The agent ${agent} did not finish an answer.`);
}

/** One request that must be answered with `status`; its body is never shown when it may hold a token. */
async function ask(what, url, { status, token, body, type = 'application/json', method = 'GET' }) {
  const answer = await fetch(url, {
    method,
    signal: AbortSignal.timeout(30_000),
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': type }),
    },
    body: body === undefined || body instanceof Uint8Array ? body : JSON.stringify(body),
  }).catch((error) => {
    throw new DeliveryError(`${what}: no answer (${error.message}).`);
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (answer.status !== status) {
    const said = answer.status >= 400 ? `: ${bytes.toString().slice(0, 200)}` : '';
    throw new DeliveryError(`${what}: answered ${answer.status} instead of ${status}${said}`);
  }
  return bytes;
}

async function signIn({ authUrl, email, password }) {
  const body = { email, password };
  const options = { method: 'POST', status: 200, body };
  const session = JSON.parse(await ask('Signing in', `${authUrl}/v1/auth/sign-in`, options));
  const me = await ask('Who is signed in', `${authUrl}/v1/me`, { status: 200, token: session.access_token });
  if (!me.toString().includes(email)) throw new DeliveryError(`Signed in, but not as ${email}.`);
  return { token: session.access_token, refreshToken: session.refresh_token };
}

async function quickJob({ engineUrl, agent }, token, pace) {
  const body = { mode: 'async', queue: 'quick', input: { message: 'Are you there?' } };
  const options = { method: 'POST', status: 202, token, body };
  const { id } = JSON.parse(await ask('A quick job', `${engineUrl}/v1/agents/${agent}/runs`, options));
  const url = `${engineUrl}/v1/jobs/${id}`;
  const ended = await waitFor(pace, `the quick job ${id} has ended`, async () => {
    const job = JSON.parse(await ask('The quick job', url, { status: 200, token }));
    return ['succeeded', 'failed', 'cancelled'].includes(job.status) ? job : undefined;
  });
  if (ended.status === 'succeeded') return;
  throw new DeliveryError(`The quick job ${id} has ${ended.status}: ${ended.error?.message ?? 'no reason'}`);
}

async function download({ engineUrl }, token) {
  const sent = randomBytes(64 * 1024);
  const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');
  const options = { method: 'POST', status: 201, token, type: 'application/octet-stream', body: sent };
  const file = JSON.parse(await ask('An upload', `${engineUrl}/v1/files?name=smoke.bin`, options));
  const url = `${engineUrl}/v1/files/${file.id}`;
  try {
    const received = await ask('A download', `${url}/content`, { status: 200, token });
    if (digest(received) !== digest(sent)) throw new DeliveryError('A file came back changed.');
  } finally {
    await ask('Deleting the file', url, { method: 'DELETE', status: 204, token });
  }
}

export async function visit(settings, { pace }) {
  for (const url of [`${settings.authUrl}/readyz`, `${settings.engineUrl}/readyz`]) {
    await waitFor(pace, `${url} answers well`, () => isOk(url));
  }
  await chat(settings);
  const { token, refreshToken } = await signIn(settings);
  try {
    await quickJob(settings, token, pace);
    await download(settings, token);
  } finally {
    const options = { method: 'POST', status: 204, body: { refresh_token: refreshToken } };
    await ask('Signing out', `${settings.authUrl}/v1/auth/sign-out`, options);
  }
}
