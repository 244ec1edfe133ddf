// What the checks read, and the one way to plant a fault in it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const read = (path) => readFileSync(new URL(path, new URL('../../../', import.meta.url)), 'utf8');

/** The text with one thing changed; a fault that changes nothing would prove nothing. */
export function plant(text, from, to) {
  const changed = text.replace(from, to);
  assert.notEqual(changed, text, `${from} is not in the text`);
  return changed;
}

/** Asserts that the findings name the planted fault. */
export function assertCaught(findings, pattern) {
  assert.ok(
    findings.some((finding) => pattern.test(finding)),
    `not caught: ${pattern} in ${JSON.stringify(findings)}`,
  );
}
