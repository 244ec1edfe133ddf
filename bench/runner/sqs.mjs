// SQS for a benchmark: the emulator of the tests, in a process of its own. It believes every
// signature, and is a program on one core: what is measured is bounded by it.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { freePort, sleep, start } from './processes.mjs';

const kRegion = 'eu-central-1';
const kStartMs = 10_000;
const emulator = new URL('../../tests/node_modules/fauxqs/dist/app.js', import.meta.url);

// With a dead-letter queue for each, as Terraform makes them.
const queues = ['quick', 'long'].flatMap((name) => [{ name: `${name}-dead` },
  { name, attributes: { RedrivePolicy: JSON.stringify({ maxReceiveCount: '100',
    deadLetterTargetArn: `arn:aws:sqs:${kRegion}:000000000000:${name}-dead` }) } }]);

// Its process, and what the platform is told of it.
export async function startSqs() {
  if (!existsSync(fileURLToPath(emulator)))
    throw new Error('The emulator is not installed: run npm ci in tests/.');
  const port = await freePort();
  const settings = { port, logger: false, defaultRegion: kRegion, init: { region: kRegion, queues } };
  const program = `import { startFauxqs } from ${JSON.stringify(emulator.href)};
    await startFauxqs(${JSON.stringify(settings)});`;
  const child = start(process.execPath, ['--input-type=module', '-e', program]);
  const endpoint = `http://127.0.0.1:${port}`;
  for (let waited = 0; ; waited += 20) {
    if (await fetch(endpoint).then(() => true, () => false)) break;
    if (child.exitCode !== null || waited > kStartMs) throw new Error(`SQS:\n${child.output()}`);
    await sleep(20);
  }
  const url = (name) => `sqs://${name}?region=${kRegion}&endpoint=${encodeURIComponent(endpoint)}`;
  return { pid: child.pid, environment: { ELEVAITE_JOBS_QUICK_URL: url('quick'),
    ELEVAITE_JOBS_LONG_URL: url('long'), ELEVAITE_AWS_ACCESS_KEY_ID: 'bench',
    ELEVAITE_AWS_SECRET_ACCESS_KEY: 'bench' } };
}
