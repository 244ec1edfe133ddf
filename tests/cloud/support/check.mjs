// All rules over one tree. The answer is a list of sentences; an empty one is a sound tree.
import { check_environments } from '../rules/environments.mjs';
import { check_network } from '../rules/network.mjs';
import { check_permissions } from '../rules/permissions.mjs';
import { check_presence } from '../rules/presence.mjs';
import { check_runtime } from '../rules/runtime.mjs';
import { check_storage } from '../rules/storage.mjs';
import { check_watch } from '../rules/watch.mjs';
import { check_cycles } from './cycle_rules.mjs';
import { check_modules } from './module_rules.mjs';
import { check_references } from './reference_rules.mjs';
import { check_schema } from './schema_rules.mjs';
import { load_tree } from './tree.mjs';

export async function check(files) {
  const tree = await load_tree(files);
  const problems = [...tree.problems];
  // A file that cannot be read makes everything in it look undeclared.
  if (problems.length > 0) return problems;
  check_schema(tree, problems);
  check_references(tree, problems);
  check_modules(tree, problems);
  // The rules below may take for granted that the tree holds together.
  if (problems.length > 0) return problems;
  check_cycles(tree, problems);
  check_environments(tree, problems);
  check_presence(tree, problems);
  check_storage(tree, problems);
  check_network(tree, problems);
  check_runtime(tree, problems);
  check_watch(tree, problems);
  await check_permissions(tree, problems);
  return problems;
}
