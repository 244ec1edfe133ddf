// Child processes of a benchmark: started, watched in /proc, and always stopped.
import { execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { promisify } from 'node:util';

const kTicksPerSecond = 100;
const kPageKiB = 4;
const children = [];

export const run = promisify(execFile);
export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

export function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let output = '';
  const keep = (bytes) => (output = (output + bytes).slice(-4000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.output = () => output;
  child.ended = new Promise((done) => child.on('exit', done));
  child.on('error', (error) => keep(String(error)));
  children.push(child);
  return child;
}

// The first line of a program that prints the port it listens on.
export async function portOf(child) {
  for (let waited = 0; waited < 10_000; waited += 5) {
    const line = /^(\d+)\n/.exec(child.output());
    if (line) return Number(line[1]);
    if (child.exitCode !== null) break;
    await sleep(5);
  }
  throw new Error(`${child.spawnfile} did not start:\n${child.output()}`);
}

export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(child.stopSignal ?? 'SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await child.ended;
  clearTimeout(late);
}

export async function stopAll() {
  for (const child of children.reverse()) await stop(child);
}

// Whether GET /readyz answers 200: on a bare socket, as fetch would cost more than a cold start.
export function isReady(port) {
  return new Promise((done) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('connect', () => socket.write('GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n'));
    socket.on('data', (bytes) => {
      done(bytes.toString('latin1').startsWith('HTTP/1.1 200'));
      socket.destroy();
    });
    socket.on('error', () => done(false));
    socket.on('close', () => done(false));
  });
}

export function freePort() {
  return new Promise((done) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

function stat(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

// CPU seconds of a process and of its children, living and waited for.
export function cpuSeconds(pid) {
  let ticks = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const fields = stat(name);
      if (Number(name) !== pid && Number(fields[1]) !== pid) continue;
      for (const field of [11, 12, 13, 14]) ticks += Number(fields[field]);
    } catch {
      // It ended meanwhile; its parent now counts it.
    }
  }
  return ticks / kTicksPerSecond;
}

export const residentMiB = (pid) => (Number(stat(pid)[21]) * kPageKiB) / 1024;
