// The catalogue of the program's metrics: where the sources make an instrument, with its type and its
// sentence.
import fs from 'node:fs';
import path from 'node:path';
import { repository } from './files.mjs';

const source = path.join(repository, 'src');
const instrument =
  /\b(counter|gauge|histogram|gauge_function)\(\s*"(elevaite_\w+)",\s*"((?:[^"\\]|\\.|"\s*")*)"/g;

// name -> {type, help}
export const catalogue = new Map(
  fs
    .readdirSync(source, { recursive: true })
    .filter((name) => name.endsWith('.cpp') && !name.endsWith('_test.cpp'))
    .flatMap((name) => [...fs.readFileSync(path.join(source, name), 'utf8').matchAll(instrument)])
    .map(([, made, name, help]) => [
      name,
      { type: made.replace('_function', ''), help: help.replace(/"\s*"/g, '') },
    ]),
);

// What Prometheus sees of them: a histogram is three series.
export const metric_names = new Set(
  [...catalogue].flatMap(([name, { type }]) =>
    type === 'histogram' ? [name, `${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
  ),
);
