import { DeliveryError } from './settings.mjs';

const pause = (milliseconds) =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Asks `pace.times` times, `pace.every` milliseconds apart, until `ask` gives something. */
export async function waitFor(pace, what, ask) {
  for (let asked = 0; asked < pace.times; asked += 1) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await pause(pace.every);
  }
  throw new DeliveryError(`Gave up waiting until ${what}.`);
}
