// The environment variables that the program takes: one for each key of docs/configuration.md.
import { read } from './repository.mjs';

const rows = [...read('docs/configuration.md').matchAll(/^\| `([a-z0-9_]+\.[a-z0-9_]+)` \| (\w+) \|/gm)];

export const variables = new Set(
  rows.flatMap(([, key, type]) => {
    const name = `ELEVAITE_${key.toUpperCase().replaceAll('.', '_')}`;
    return type === 'secret' ? [name, `${name}_FILE`] : [name];
  }),
);

/** A finding for each name that the program would refuse at its start. */
export const unknownVariables = (names) =>
  names
    .filter((name) => name.startsWith('ELEVAITE_') && !variables.has(name))
    .map((name) => `${name} is no key of docs/configuration.md`);
