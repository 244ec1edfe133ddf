// Whether the platform works for somebody who uses it: both APIs are ready, an agent answers in a
// stream, and no job has died meanwhile.
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { DeliveryError } from './settings.mjs';
import { waitFor } from './wait.mjs';

async function answersOk(url) {
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

/** How many messages lie in the dead-letter queues. */
export async function deadLetters(sqs, urls) {
  const counts = await Promise.all(
    urls.map(async (QueueUrl) => {
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ['ApproximateNumberOfMessages'],
        }),
      );
      return Number(Attributes.ApproximateNumberOfMessages);
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** `deadBefore`: the dead letters before the delivery; more than that are its work. */
export async function smoke(sqs, { settings, pace, deadBefore, say }) {
  for (const url of [`${settings.authUrl}/readyz`, `${settings.engineUrl}/readyz`]) {
    await waitFor(pace, `${url} answers well`, () => answersOk(url));
  }
  await chat(settings);
  const dead = await deadLetters(sqs, settings.deadLetterQueues);
  if (dead > deadBefore) throw new DeliveryError(`${dead - deadBefore} jobs have died during the delivery.`);
  say('Smoke tests passed: both APIs are ready, an agent answers, no job has died.');
}
