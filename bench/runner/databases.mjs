// A fresh database for one measurement, with durability as in production: PostgreSQL in a cluster
// of its own (fsync and synchronous_commit on), or an SQLite file.
import { chownSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, run, sleep, start } from './processes.mjs';

const bin = '/usr/lib/postgresql/15/bin';
const kLogFiles = 32;
// PostgreSQL refuses to run as root, so root hands it to Debian's own user.
const isRoot = process.getuid() === 0;
const asUser = (command, args) => (isRoot
  ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', command, ...args]]
  : [command, args]);

async function waitUntilReady(server, port) {
  for (let tries = 0; tries < 200; ++tries) {
    try {
      await run(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]);
      return;
    } catch {
      if (server.exitCode !== null) break;
      await sleep(50);
    }
  }
  throw new Error(`PostgreSQL did not start:\n${server.output()}`);
}

// A server that has run for a while writes its log over old files of it. A new one makes a file of
// zeros and flushes it every 16 MiB, and all commits wait for that.
async function fillLog(psql) {
  await psql("SELECT pg_logical_emit_message(false, 'bench', ''), pg_switch_wal()" +
    ` FROM generate_series(1, ${kLogFiles})`);
  await psql('CHECKPOINT');
}

async function postgres(directory) {
  const data = join(directory, 'postgres');
  mkdirSync(data);
  if (isRoot) {
    const id = async (flag) => Number((await run('id', [flag, 'postgres'])).stdout);
    chownSync(data, await id('-u'), await id('-g'));
  }
  const initial = ['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C'];
  await run(...asUser(join(bin, 'initdb'), initial));
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1', port, unix_socket_directories: data, fsync: 'on',
    synchronous_commit: 'on', full_page_writes: 'on', shared_buffers: '256MB', max_wal_size: '4GB',
    min_wal_size: `${kLogFiles * 16}MB`,
  };
  const flags = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const server = start(...asUser(join(bin, 'postgres'), ['-D', data, ...flags]));
  server.stopSignal = 'SIGINT';  // does not wait for clients
  await waitUntilReady(server, port);
  const psql = (sql) => run(join(bin, 'psql'),
    ['-qh', '127.0.0.1', '-p', String(port), '-U', 'postgres', '-c', sql]);
  // Not a superuser: row-level security is part of what is measured.
  for (const sql of ['CREATE ROLE elevaite LOGIN', 'CREATE DATABASE elevaite OWNER elevaite',
    'CREATE DATABASE bench_limit OWNER elevaite']) {
    await psql(sql);
  }
  await fillLog(psql);
  const url = (name) => `postgres://elevaite@127.0.0.1:${port}/${name}`;
  return { pid: server.pid, url: url('elevaite'), limitUrl: url('bench_limit') };
}

export async function openDatabase(kind, directory) {
  if (kind === 'postgres') {
    if (!existsSync(bin)) throw new Error('PostgreSQL 15 is not installed; run ./x install.');
    return postgres(directory);
  }
  const url = (name) => `sqlite:${join(directory, name)}.db`;
  return { pid: 0, url: url('elevaite'), limitUrl: url('limit') };
}
