// A PostgreSQL server of the test's own: loopback, a random port, roles that are no superusers.
import { execFile } from 'node:child_process';
import { chownSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually, freePort, spawnBound, temporaryDirectory } from './platform.mjs';

const run = promisify(execFile);

function findBinaries() {
  const home = '/usr/lib/postgresql';
  const versions = existsSync(home) ? readdirSync(home).sort((a, b) => a - b) : [];
  const found = versions.map((version) => `${home}/${version}/bin`)
    .filter((path) => existsSync(`${path}/postgres`));
  if (!found.length) throw new Error(`There is no PostgreSQL in ${home}. Run ./x install.`);
  return found.at(-1);
}

// PostgreSQL refuses to run as root.
async function ownUser() {
  if (process.getuid() !== 0) return null;
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, 'postgres'])));
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

class PostgresServer {
  #count = 0;

  async start() {
    this.binaries = findBinaries();
    this.directory = temporaryDirectory('elevaite-postgres');
    const user = await ownUser();
    this.prefix = [];
    if (user) {
      chownSync(this.directory, user.uid, user.gid);
      this.prefix = ['--reuid', `${user.uid}`, '--regid', `${user.gid}`, '--clear-groups'];
    }
    const initdb = spawnBound(`${this.binaries}/initdb`,
      ['-D', join(this.directory, 'data'), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8',
        '--locale=C', '--no-sync', '--no-instructions'],
      { prefix: this.prefix, stdio: ['ignore', 'ignore', 'inherit'], cwd: this.directory });
    if ((await initdb.exited).code !== 0) throw new Error('initdb failed.');
    this.port = await freePort();
    await this.up();
    return this;
  }

  // Nothing is flushed: losing the machine is not what the tests are about.
  async up() {
    this.child = spawnBound(`${this.binaries}/postgres`,
      ['-D', join(this.directory, 'data'), '-k', this.directory, '-h', '127.0.0.1',
        '-p', `${this.port}`, '-c', 'fsync=off', '-c', 'max_connections=100',
        '-c', 'shared_buffers=32MB', '-c', 'log_min_messages=fatal'],
      { signal: 'QUIT', prefix: this.prefix, stdio: 'ignore', cwd: this.directory });
    await eventually(() => run(`${this.binaries}/pg_isready`,
      ['-q', '-h', '127.0.0.1', '-p', `${this.port}`]), 'PostgreSQL answers', { within: 30_000 });
  }

  // Without a word to the clients, as a machine that loses its power.
  async down() {
    this.child.kill('SIGQUIT');
    await this.child.exited;
  }

  async execute(sql, database = 'postgres') {
    const { stdout } = await run(`${this.binaries}/psql`,
      ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-h', '127.0.0.1', '-p', `${this.port}`,
        '-U', 'postgres', '-d', database, '-c', sql]);
    return stdout.trim();
  }

  // A database, and a role that owns it and nothing else. The URL to reach it.
  async createDatabase() {
    const name = `test_${++this.#count}`;
    await this.execute(`CREATE ROLE ${name} LOGIN NOSUPERUSER NOBYPASSRLS`);
    await this.execute(`CREATE DATABASE ${name} OWNER ${name}`);
    return `postgres://${name}@127.0.0.1:${this.port}/${name}`;
  }

  async stop() { if (this.child) await this.down(); }
}

export const startPostgres = () => new PostgresServer().start();
