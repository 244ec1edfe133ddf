// Back to what ran before: after a failure by the delivery itself, and by a step of its own when the
// delivery was cut off. What has been moved is noted in a file before it is moved, for who is cut off can
// say nothing.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awaitService, orderService } from './services.mjs';
import { DeliveryError } from './settings.mjs';

const isMissing = (error) => error.code === 'ENOENT';

/** The services that a delivery has moved, kept for as long as the machine of its job. */
export class Moved {
  #file;
  #delivery;
  services = [];

  constructor(environment, { cluster, digest }) {
    this.#file = join(environment.RUNNER_TEMP ?? tmpdir(), `elevaite-${cluster}-moved.json`);
    this.#delivery = { cluster, digest };
  }

  async add(service) {
    this.services.push(service);
    await writeFile(this.#file, JSON.stringify({ ...this.#delivery, services: this.services }));
  }

  async read() {
    const text = await readFile(this.#file, 'utf8').catch((error) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    const found = text === undefined ? undefined : JSON.parse(text);
    // Of an earlier delivery on the same machine: not ours to undo.
    if (found?.digest === this.#delivery.digest) this.services = found.services;
    return this;
  }

  async forget() {
    this.services = [];
    await rm(this.#file, { force: true });
  }
}

/**
 * Orders all services back, the last first, before it waits for any: a pipeline that was cancelled has five
 * minutes. One service that refuses must not keep the others.
 */
export async function rollBack(ecs, moved, { cluster, pace, say }) {
  const faults = [];
  const ordered = [];
  const note = (name) => (error) => faults.push(`${name} was not rolled back: ${error.message}`);
  for (const { name, before } of moved.services.toReversed()) {
    say(`Rolling ${name} back to ${before}`);
    const order = orderService(ecs, { cluster, name, revision: before });
    await order.then(() => ordered.push({ name, before }), note(name));
  }
  for (const { name, before } of ordered) {
    await awaitService(ecs, { cluster, name, revision: before, pace }).catch(note(name));
  }
  // Kept when something refused, so that the step can be tried once more.
  if (faults.length === 0) await moved.forget();
  return faults;
}

/** The step after a delivery that was cancelled or broke off. */
export async function rollBackStep(ecs, moved, { cluster, pace, say }) {
  await moved.read();
  if (moved.services.length === 0) {
    say('Nothing is to be rolled back.');
    return;
  }
  const faults = await rollBack(ecs, moved, { cluster, pace, say });
  if (faults.length > 0) throw new DeliveryError(faults.join('\n'));
  say('What ran before the delivery runs again.');
}
