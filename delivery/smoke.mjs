// Whether the platform works for somebody who uses it, and no job has died meanwhile.
import { deadLetters } from './dead_letters.mjs';
import { DeliveryError } from './settings.mjs';
import { visit } from './visit.mjs';

/** `deadBefore`: the dead letters before the delivery; more than that are its work. */
export async function smoke(sqs, { settings, pace, deadBefore, say }) {
  await visit(settings, { pace });
  const dead = await deadLetters(sqs, settings.deadLetterQueues);
  if (dead > deadBefore) throw new DeliveryError(`${dead - deadBefore} jobs have died during the delivery.`);
  say(
    'Smoke tests passed: both APIs are ready, an agent answers, somebody signs in, a quick job ends, ' +
      'a file comes back, no job has died.',
  );
}
