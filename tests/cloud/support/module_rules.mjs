// What holds between files: module calls, values of variables, descriptions, versions.
import { source_of } from './tree.mjs';
import { check_literal, read_type } from './types.mjs';

const module_arguments = ['source', 'version', 'providers', 'count', 'for_each', 'depends_on'];
const keys_of = {
  variable: ['type', 'description', 'default', 'validation', 'sensitive', 'nullable', 'ephemeral'],
  output: ['value', 'description', 'sensitive', 'depends_on', 'precondition', 'ephemeral'],
  validation: ['condition', 'error_message'],
  terraform: ['required_version', 'required_providers', 'backend'],
  backend: ['bucket', 'key', 'region', 'encrypt', 'use_lockfile', 'dynamodb_table', 'kms_key_id'],
};

function check_keys(where, kind, body, problems) {
  for (const key of Object.keys(body)) {
    if (!keys_of[kind].includes(key)) problems.push(`${where}: a ${kind} has no "${key}"`);
  }
}

function check_variable({ file, name, body }, problems) {
  const where = `${file}: variable ${name}`;
  check_keys(where, 'variable', body, problems);
  if (!body.description) problems.push(`${where}: it has no description`);
  if (!body.type) return problems.push(`${where}: it has no type`);
  const type = read_type(body.type);
  if (type.fault) return problems.push(`${where}: ${type.fault}`);
  // Of a bool the type says all.
  if (type.kind !== 'bool' && !body.validation) problems.push(`${where}: nothing validates it`);
  for (const validation of body.validation ?? []) {
    check_keys(where, 'validation', validation, problems);
    for (const key of keys_of.validation)
      if (!validation[key]) problems.push(`${where}: validation without ${key}`);
  }
  if ('default' in body) check_literal(`${where}: its default`, body.default, type, problems);
  return undefined;
}

function check_call(tree, module, call, problems) {
  const where = `${call.file}: module ${call.name}`;
  const target = tree.modules.get(source_of(module, call));
  if (!target) return problems.push(`${where}: there is no module in ${call.body.source}`);
  for (const [key, value] of Object.entries(call.body)) {
    if (module_arguments.includes(key)) continue;
    const variable = target.variables.find(({ name }) => name === key);
    if (!variable) problems.push(`${where}: the module has no variable "${key}"`);
    else if (variable.body.type)
      check_literal(`${where}: ${key}`, value, read_type(variable.body.type), problems);
  }
  for (const { name, body } of target.variables) {
    if (!('default' in body) && !(name in call.body)) problems.push(`${where}: "${name}" is missing`);
  }
  return undefined;
}

function check_values(module, values, problems) {
  const { file, values: given } = values ?? { file: `${module.folder}/terraform.tfvars`, values: {} };
  for (const [key, value] of Object.entries(given)) {
    const variable = module.variables.find(({ name }) => name === key);
    if (!variable) problems.push(`${file}: there is no variable "${key}"`);
    else if (variable.body.type)
      check_literal(`${file}: ${key}`, value, read_type(variable.body.type), problems);
  }
  for (const { name, body } of module.variables) {
    if (!('default' in body) && !(name in given)) problems.push(`${file}: "${name}" is missing`);
  }
}

function check_settings(module, problems) {
  const blocks = module.settings.filter(({ kind }) => kind === 'terraform');
  for (const { file, body } of blocks) {
    check_keys(`${file}: terraform`, 'terraform', body, problems);
    for (const backend of body.backend?.s3 ?? [])
      check_keys(`${file}: backend`, 'backend', backend, problems);
  }
  const version = blocks.find(({ body }) => body.required_version)?.body.required_version;
  if (version !== '>= 1.11') problems.push(`${module.folder}: required_version is ${version}, not >= 1.11`);
  const providers = blocks.flatMap(({ body }) => body.required_providers ?? []);
  const needed = new Set(module.objects.map(({ type }) => type.split('_')[0]));
  const pins = { aws: '~> 6.45', cloudflare: '~> 5.0' };
  for (const provider of needed) {
    const pin = providers.find((entry) => provider in entry)?.[provider];
    if (pin?.version !== pins[provider])
      problems.push(`${module.folder}: provider ${provider} is not pinned to ${pins[provider]}`);
  }
}

export function check_modules(tree, problems) {
  for (const module of tree.modules.values()) {
    for (const variable of module.variables) check_variable(variable, problems);
    for (const output of module.outputs) {
      const where = `${output.file}: output ${output.name}`;
      check_keys(where, 'output', output.body, problems);
      if (!output.body.description) problems.push(`${where}: it has no description`);
      if (!('value' in output.body)) problems.push(`${where}: it has no value`);
    }
    for (const call of module.modules) check_call(tree, module, call, problems);
    check_settings(module, problems);
    const is_called = module.folder.startsWith('modules/');
    if (is_called && module.providers.length > 0)
      problems.push(`${module.folder}: a module configures no provider`);
    if (module.folder.startsWith('environments/'))
      check_values(module, tree.values.get(module.folder), problems);
  }
  // Once a call names every module, an unused one or an output that nobody reads is visible at a glance.
  const called = new Set(
    [...tree.modules.values()].flatMap((module) => module.modules.map((call) => source_of(module, call))),
  );
  for (const folder of tree.modules.keys()) {
    if (folder.startsWith('modules/') && !called.has(folder))
      problems.push(`${folder}: nothing uses this module`);
  }
}
