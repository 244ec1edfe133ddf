// Plants one fault. It must change something, or the test would test nothing.
import assert from 'node:assert/strict';
import { with_file } from './files.mjs';

// A pattern of files is changed in all of them, so that staging and production stay the same.
export function plant(tree, pattern, what, instead) {
  let planted = tree;
  for (const folder of pattern.includes('*') ? ['staging', 'production'] : ['']) {
    const name = pattern.replace('*', folder);
    const text = tree.get(name);
    const changed = text.replace(what, instead);
    assert.notEqual(changed, text, `${name} has no ${what}`);
    planted = with_file(planted, name, changed);
  }
  return planted;
}
