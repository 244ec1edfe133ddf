// Tells the team how a delivery ended, success and failure alike.
import { DeliveryError } from './settings.mjs';

const sentences = {
  success: (where, digest) => `${where} now runs ${digest}.`,
  failure: (where, digest) =>
    `The delivery of ${digest} to ${where} failed. What ran before runs again, or never stopped.`,
  cancelled: (where, digest) =>
    `The delivery of ${digest} to ${where} was cancelled, and what it had moved was ordered back. ` +
    'Look at what runs.',
  skipped: (where, digest) =>
    `${digest} was not delivered to ${where}: a step before it failed or was refused.`,
};

export async function notify({ slackUrl, environment, digest, result, runUrl }) {
  const text = `ElevAIte: ${sentences[result](environment, digest)} ${runUrl}`;
  const answer = await fetch(slackUrl, {
    method: 'POST',
    signal: AbortSignal.timeout(10_000),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });
  if (!answer.ok) throw new DeliveryError(`Slack did not take the message: ${answer.status}.`);
}
