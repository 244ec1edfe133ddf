// The tree as modules: what each folder declares, and in which file.
import { parse } from '@cdktf/hcl2json';
import path from 'node:path/posix';

// A planted fault changes one file; all others need not be parsed again.
const parsed = new Map();

async function parse_once(name, text) {
  if (!parsed.has(text)) {
    const result = parse(name, text).then(
      (json) => ({ json }),
      (error) => ({ error: String(error.message ?? error) }),
    );
    parsed.set(text, result);
  }
  return parsed.get(text);
}

const single_blocks = ['terraform', 'locals', 'moved', 'import', 'removed'];
const named_blocks = ['variable', 'output', 'module', 'provider'];

function add_block(module, file, kind, content, problems) {
  const add = (list, entry, key) => {
    const label = `${kind} ${key}`;
    if (kind !== 'provider' && module.names.has(label)) problems.push(`${file}: ${label} is declared twice`);
    module.names.add(label);
    list.push({ file, ...entry });
  };
  if (kind === 'locals') {
    for (const block of content) {
      for (const [name, value] of Object.entries(block)) add(module.locals, { name, value }, name);
    }
  } else if (kind === 'resource' || kind === 'data') {
    for (const [type, by_name] of Object.entries(content)) {
      for (const [name, bodies] of Object.entries(by_name)) {
        for (const body of bodies) add(module.objects, { kind, type, name, body }, `${type}.${name}`);
      }
    }
  } else if (named_blocks.includes(kind)) {
    for (const [name, bodies] of Object.entries(content)) {
      for (const body of bodies) add(module[`${kind}s`], { name, body }, name);
    }
  } else if (single_blocks.includes(kind)) {
    for (const body of content) module.settings.push({ file, kind, body });
  } else {
    problems.push(`${file}: there is no block "${kind}"`);
  }
}

const empty_module = (folder) => ({
  folder,
  names: new Set(),
  objects: [],
  locals: [],
  variables: [],
  outputs: [],
  modules: [],
  providers: [],
  settings: [],
});

// {modules: by folder, values: the .tfvars by folder, files, problems: what could not be read}
export async function load_tree(files) {
  const tree = { modules: new Map(), values: new Map(), files, problems: [] };
  for (const [name, text] of files) {
    if (name.endsWith('.tftpl')) continue;
    const { json, error } = await parse_once(name, text);
    if (error) {
      tree.problems.push(`${name}: ${error}`);
      continue;
    }
    const folder = path.dirname(name);
    if (name.endsWith('.tfvars')) {
      tree.values.set(folder, { file: name, values: json });
      continue;
    }
    if (!tree.modules.has(folder)) tree.modules.set(folder, empty_module(folder));
    for (const [kind, content] of Object.entries(json)) {
      add_block(tree.modules.get(folder), name, kind, content, tree.problems);
    }
  }
  return tree;
}

// The folder that a module block's source names.
export const source_of = (module, call) => path.join(module.folder, String(call.body.source));

export const find_object = (module, kind, type, name) =>
  module.objects.find((object) => object.kind === kind && object.type === type && object.name === name);
