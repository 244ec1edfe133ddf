// Writes providers.json: of the types that the tree uses, what the providers' own schemas say.
//
// The schemas come from npm, as typed bindings that were generated from them. They are half a gigabyte, so
// they are no dependency: install them elsewhere when a provider's version moves, and say where.
//   npm install --prefix DIR --ignore-scripts --legacy-peer-deps PACKAGE…
//   npm run schema -- DIR/node_modules/PACKAGE…
import fs from 'node:fs';
import path from 'node:path';
import { read_files } from '../support/files.mjs';
import { load_tree } from '../support/tree.mjs';

const scalar = (type) => /^(boolean|number|string)/.exec(type)?.[1].replace('boolean', 'bool') ?? 'any';

// The fields of each configuration interface, by the HCL name that its documentation link ends with.
function interfaces(declarations) {
  const found = {};
  for (const [, name, body] of declarations.matchAll(
    /export interface (\w+)(?: extends [\w.]+)? \{\n([\s\S]*?)\n\}/g,
  )) {
    found[name] = [...body.matchAll(/#(\w+) \w+#\w+\}[\s\S]*?\*\/\s+readonly \w+(\??): ([^;]*);/g)].map(
      ([, hcl_name, optional, type]) => ({ hcl_name, is_required: optional === '', type }),
    );
  }
  return found;
}

// Whether a field is a block or an argument, which only the code that writes HCL knows.
function blocks(code) {
  const found = {};
  const functions = [...code.matchAll(/\nfunction (\w+)ToHclTerraform\(struct\) \{([\s\S]*?)\n\}/g)];
  const own = /synthesizeHclAttributes\(\) \{([\s\S]*?)\n    \}/.exec(code);
  for (const [, name, body] of [...functions, ...(own ? [[, 'itself', own[1]]] : [])]) {
    found[name.toLowerCase()] = Object.fromEntries(
      [...body.matchAll(/\n\s+(\w+): \{\n\s+value: [^\n]*\n\s+isBlock: (true|false)/g)].map(([, key, is]) => [
        key,
        is === 'true',
      ]),
    );
  }
  return found;
}

function shape(source, interface_name, blocks_key, above = []) {
  const fields = {};
  for (const { hcl_name, is_required, type } of source.interfaces[interface_name] ?? []) {
    const field = {};
    if (is_required) field.required = true;
    const nested = /^\w+/.exec(type)?.[0];
    if (source.interfaces[nested]) {
      field.kind = (source.blocks[blocks_key]?.[hcl_name] ?? true) ? 'block' : 'object';
      if (type.includes('[]')) field.many = true;
      // Statements of a firewall contain statements; the second time around anything goes.
      if (!above.includes(nested))
        field.fields = shape(source, nested, nested.toLowerCase(), [...above, nested]);
    } else if (/^\{\s*\[key/.test(type)) field.kind = 'map';
    else if (/(string|number)\[\]/.test(type)) field.kind = 'list';
    else field.kind = scalar(type);
    fields[hcl_name] = field;
  }
  return fields;
}

function computed(code, fields) {
  const own = code.slice(code.search(/class \w+ extends \w+\.Terraform(Resource|DataSource|Provider)/));
  const getters = [
    ...own.matchAll(/get\w+Attribute\(['"](\w+)['"]\)/g),
    ...own.matchAll(/= new \w+\(this, "(\w+)"/g),
  ];
  return [...new Set(getters.map(([, name]) => name))].filter((name) => !(name in fields)).sort();
}

function read_type(folder) {
  const text = (ending) =>
    fs
      .readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => fs.readFileSync(path.join(folder, name), 'utf8'))
      .join('\n');
  const declarations = text('.d.ts');
  const code = text('.js');
  const source = { interfaces: interfaces(declarations), blocks: blocks(code) };
  const main =
    /export interface (\w+) extends \w+\.TerraformMetaArguments/.exec(declarations)?.[1] ??
    `${/class (\w+) extends \w+\.TerraformProvider/.exec(code)?.[1]}Config`;
  const fields = shape(source, main, 'itself');
  return { fields, computed: computed(code, fields) };
}

function extract(package_folder, used, schema) {
  const lib = path.join(package_folder, 'lib');
  const version = /providerVersion: '([^']+)'/.exec(
    fs.readFileSync(path.join(lib, 'provider/index.js'), 'utf8'),
  )[1];
  const provider = /provider-(\w+)$/.exec(package_folder)[1];
  schema.versions[provider] = version;
  schema.provider[provider] = read_type(path.join(lib, 'provider'));
  for (const [kind, types] of Object.entries(used)) {
    for (const type of [...types].filter((name) => name.startsWith(`${provider}_`)).sort()) {
      const plain = type.slice(provider.length + 1).replaceAll('_', '-');
      const folder = path.join(lib, (kind === 'data' ? `data-${provider}-` : '') + plain);
      if (!fs.existsSync(folder)) throw new Error(`The provider knows no ${kind} ${type}: ${folder}`);
      schema[kind][type] = read_type(folder);
    }
  }
}

const packages = process.argv.slice(2);
if (packages.length === 0) throw new Error('Say in which folders the packages of the providers lie.');
const tree = await load_tree(read_files());
const used = { resource: new Set(), data: new Set() };
for (const module of tree.modules.values()) {
  for (const { kind, type } of module.objects) used[kind].add(type);
}
const schema = { versions: {}, provider: {}, resource: {}, data: {} };
for (const folder of packages) extract(folder, used, schema);
const target = new URL('providers.json', import.meta.url);
fs.writeFileSync(target, `${JSON.stringify(schema, null, 1)}\n`);
console.log(
  schema.versions,
  `${Object.keys(schema.resource).length} resources`,
  `${Object.keys(schema.data).length} data sources`,
  `${fs.statSync(target).size} bytes`,
);
