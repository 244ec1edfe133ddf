// The files of terraform/, by their path in it. A test that plants a fault changes a copy of this map.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../../', import.meta.url));
const root = path.join(repository, 'terraform');

export function read_files() {
  const names = fs.readdirSync(root, { recursive: true })
    .filter((name) => /\.(tf|tfvars|tftpl)$/.test(name) && !name.includes('.terraform/'));
  return new Map(names.sort().map((name) => [name, fs.readFileSync(path.join(root, name), 'utf8')]));
}

// The same files with another text in one of them.
export const with_file = (files, name, text) => new Map(files).set(name, text);
