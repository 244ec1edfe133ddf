// Statements that no API offers, on the database of a platform: to move a clock's reading, or to
// make somebody a member. Ids are blobs in SQLite and uuids in PostgreSQL: select, don't write them.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const script = `
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=10)
rows = connection.execute(sys.argv[2]).fetchall()
connection.commit()
print("\\n".join("|".join(str(value) for value in row) for row in rows))
`;

// Answers a function of SQL text to the rows as psql prints them.
export function databaseOf(postgres, databaseUrl, dataDir) {
  if (databaseUrl) return (sql) => postgres.execute(sql, new URL(databaseUrl).pathname.slice(1));
  const path = join(dataDir, 'elevaite.db');
  return async (sql) => (await run('python3', ['-c', script, path, sql])).stdout.trim();
}

export const newId = (databaseUrl) => (databaseUrl ? 'gen_random_uuid()' : 'randomblob(16)');
