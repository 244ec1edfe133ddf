// Starts the real program and ends it again, whatever the test does.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const root = new URL('../../..', import.meta.url).pathname;
export const binary = process.env.ELEVAITE ??
  `${process.env.BUILD_DIR ?? `${root}build/release`}/src/elevaite`;

const started = new Set();
const directories = new Set();
process.on('exit', () => {
  for (const child of started) child.kill('SIGKILL');
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

export function temporaryDirectory(name = 'elevaite') {
  const directory = mkdtempSync(join(tmpdir(), `${name}-`));
  directories.add(directory);
  return directory;
}

// A port that nothing listens on, for what must be known before the start. It lies below those that the
// kernel gives to clients: one that dials a stopped server again and again may otherwise be given this
// very port as its own, reach itself, and keep the server from coming back.
export async function freePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}

// Asks until the answer is true; there is no signal to wait for in another process's database.
export async function eventually(ask, what, { within = 15_000, every = 20 } = {}) {
  const deadline = performance.now() + within;
  let last;
  while (performance.now() < deadline) {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, every));
  }
  throw new Error(`Not within ${within} ms: ${what}`, { cause: last });
}

// Spawned so that it dies with this process, also when this process is killed.
export function spawnBound(command, args, { signal = 'KILL', prefix = [], ...options } = {}) {
  const child = spawn('setpriv', [...prefix, '--pdeathsig', signal, '--', command, ...args], options);
  started.add(child);
  child.exited = once(child, 'exit').then(([code, by]) => {
    started.delete(child);
    return { code, signal: by };
  });
  return child;
}

export const settingsToArguments = (settings) =>
  Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`]);

// What a test has no reason to wait for: passwords as cheap as they may be, no shared limits.
const quick = {
  'argon2.memory': '8KiB', 'argon2.passes': 1, 'auth.rate_per_address': 1_000_000,
  'auth.rate_burst': 1_000_000, 'shutdown.grace': '1s',
};

class Platform {
  logs = [];
  ports = {};

  constructor(command, dataDir, settings, args = []) {
    this.dataDir = dataDir;
    this.began = performance.now();
    this.child = spawnBound(binary, [command, ...args, ...settingsToArguments(settings)],
      { stdio: ['ignore', 'pipe', 'pipe'] });
    this.exited = this.child.exited;
    for (const stream of [this.child.stdout, this.child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.#read(line));
    }
  }

  #read(line) {
    this.logs.push(line);
    const port = (name) => {
      this.ports[name] = JSON.parse(line).port;
    };
    if (line.includes('"the Auth API listens"')) port('auth');
    if (line.includes('"the Workflow Engine listens"')) port('engine');
    if (line.includes('"the worker listens"')) port('worker');
    if (line.includes('"the Auth App is served"')) port('authApp');
    if (line.includes('"the ElevAIte App is served"')) port('app');
    this.onLine?.();
  }

  get pid() { return this.child.pid; }
  get authUrl() { return `http://127.0.0.1:${this.ports.auth}`; }
  get engineUrl() { return `http://127.0.0.1:${this.ports.engine}`; }
  get demo() { return JSON.parse(readFileSync(join(this.dataDir, 'demo.json'), 'utf8')); }
  get hasExited() { return this.child.exitCode !== null || this.child.signalCode !== null; }
  get wasKilled() { return this.child.signalCode === 'SIGKILL'; }

  // Until every part answers that it is ready. False when the process ended instead.
  async ready(parts, isSeeding) {
    const isThere = () => parts.every((part) => this.ports[part]) &&
      (!isSeeding || this.logs.some((line) => line.includes('ElevAIte is up.')));
    const lines = new Promise((resolve) => {
      this.onLine = () => isThere() && resolve(true);
      this.onLine();
    });
    let timer;
    const late = new Promise((resolve) => { timer = setTimeout(resolve, 30_000, 'late'); });
    const outcome = await Promise.race([lines, this.exited.then(() => false), late]);
    clearTimeout(timer);
    if (outcome === 'late') throw new Error(`No start within 30 s:\n${this.logs.join('\n')}`);
    if (!outcome) return false;
    for (const part of parts) {
      await eventually(async () => (await fetch(
        `http://127.0.0.1:${this.ports[part]}/readyz`, { signal: AbortSignal.timeout(5_000) })).ok,
      `${part} is ready`);
    }
    this.startMs = performance.now() - this.began;
    return true;
  }

  async signal(name) {
    if (!this.hasExited) this.child.kill(name);
    return this.exited;
  }

  kill() { return this.signal('SIGKILL'); }

  // A graceful stop; one that hangs is a fault.
  async stop() {
    if (this.hasExited) return this.exited;
    this.child.kill('SIGTERM');
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error('The process did not stop within 20 s.')), 20_000);
    });
    try {
      return await Promise.race([this.exited, late]);
    } catch (error) {
      this.child.kill('SIGKILL');
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

const partsOf = { up: ['auth', 'engine'], auth: ['auth'], engine: ['engine'], worker: ['worker'] };

// Options: command, dataDir (given to reuse it), databaseUrl (else SQLite in dataDir), settings.
// The ports are the system's choice, except the carrier's, which the seeded agents remember. The web
// apps are served only to whom names their folder.
export async function startPlatform({ command = 'up', dataDir, databaseUrl, settings = {} } = {}) {
  const directory = dataDir ?? temporaryDirectory();
  const all = {
    'data.dir': directory, 'auth.port': 0, 'engine.port': 0, 'worker.port': 0,
    'web.dir': '', 'web.auth_port': 0, 'web.app_port': 0, ...quick,
    ...(databaseUrl ? { 'database.url': databaseUrl } : {}),
    ...(command === 'up' && !settings['demo.port'] ? { 'demo.port': await freePort() } : {}),
    ...settings,
  };
  const platform = new Platform(command, directory, all);
  platform.demoPort = all['demo.port'];
  if (!await platform.ready(partsOf[command], command === 'up') && !settings.mayEnd) {
    throw new Error(`elevaite ${command} ended:\n${platform.logs.join('\n')}`);
  }
  return platform;
}

// Runs a command to its end: {code, stdout, stderr}.
export async function runCommand(args, { input = '', env = {}, within = 30_000 } = {}) {
  const child = spawnBound(binary, args,
    { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => { stdout += text; });
  child.stderr.setEncoding('utf8').on('data', (text) => { stderr += text; });
  const closed = once(child, 'close');
  child.stdin.on('error', () => {}).end(input);
  const timer = setTimeout(() => child.kill('SIGKILL'), within);
  const [code, signal] = await closed;
  clearTimeout(timer);
  return { code, signal, stdout, stderr };
}
