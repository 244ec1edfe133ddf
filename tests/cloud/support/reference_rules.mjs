// Every reference: is it declared, has it such an attribute, and is each declaration used?
import { functions } from './functions.mjs';
import { read_expression, texts } from './expression.mjs';
import { schema } from './schema_rules.mjs';
import { find_object, source_of } from './tree.mjs';
import { missing_step, read_type } from './types.mjs';

const is_many = (body) => 'count' in body || 'for_each' in body;

function check_attribute(where, label, type, object, path, problems) {
  const steps = [...path];
  if (is_many(object.body)) {
    if (steps.length === 0) return;
    if (!steps[0].is_index) problems.push(`${where}: ${label} has count or for_each and needs an index`);
    steps.shift();
  } else if (steps[0]?.is_index) {
    problems.push(`${where}: ${label} has no count or for_each and takes no index`);
    return;
  }
  const known = schema[object.kind][type];
  if (steps.length === 0 || !known) return;
  const [{ step }] = steps;
  if (!(step in known.fields) && !known.computed.includes(step)) {
    problems.push(`${where}: ${label} has no attribute "${step}"`);
  }
}

function check_module_output(where, tree, module, path, problems) {
  const [{ step: name }, ...rest] = path;
  const call = module.modules.find((candidate) => candidate.name === name);
  if (!call) return problems.push(`${where}: there is no module.${name}`);
  const steps = [...rest];
  if (is_many(call.body)) {
    if (steps.length > 0 && !steps[0].is_index) problems.push(`${where}: module.${name} needs an index`);
    steps.shift();
  }
  const target = tree.modules.get(source_of(module, call));
  if (!target || steps.length === 0) return undefined;
  if (!target.outputs.some((output) => output.name === steps[0].step)) {
    problems.push(`${where}: module.${name} has no output "${steps[0].step}"`);
  }
  return undefined;
}

function check_local(where, local, path, problems) {
  let value = local.value;
  for (const { step, is_index } of path) {
    if (value === null || typeof value !== 'object' || Array.isArray(value) || (is_index && step === ''))
      return;
    if (!(step in value)) {
      problems.push(`${where}: local.${local.name} has no "${step}"`);
      return;
    }
    value = value[step];
  }
}

// What a repetition goes over is known where it is a variable as it is, or a local map of objects.
function check_each_value({ module, repeated, problems }, where, path) {
  const [, kind, name] = /^\$\{(var|local)\.(\w+)\}$/.exec(repeated ?? '') ?? [];
  if (kind === 'var') {
    const type = module.variables.find((variable) => variable.name === name)?.body.type;
    const wrong = type && missing_step(read_type(type).of ?? { kind: 'any' }, path);
    if (wrong !== undefined) problems.push(`${where}: each.value has no "${wrong}"`);
    return;
  }
  const map = module.locals.find((local) => local.name === name)?.value;
  if (kind !== 'local' || map === null || typeof map !== 'object' || path.length === 0) return;
  for (const entry of Object.values(map)) {
    const [, type, object] = /^\$\{(\w+)\.(\w+)\}$/.exec(entry) ?? [];
    const target = type && find_object(module, 'resource', type, object);
    if (target) check_attribute(where, 'each.value', type, target, path, problems);
  }
}

function check_reference(scope, where, { root, path }) {
  const { tree, module, problems, used } = scope;
  const [first, ...rest] = path;
  if (root === 'var') {
    used.add(`variable ${first.step}`);
    const variable = module.variables.find((candidate) => candidate.name === first.step);
    if (!variable) return problems.push(`${where}: there is no var.${first.step}`);
    const wrong = variable.body.type && missing_step(read_type(variable.body.type), rest);
    if (wrong !== undefined) problems.push(`${where}: var.${first.step} has no "${wrong}"`);
    return undefined;
  }
  if (root === 'local') {
    used.add(`locals ${first.step}`);
    const local = module.locals.find((candidate) => candidate.name === first.step);
    if (local) check_local(where, local, rest, problems);
    else problems.push(`${where}: there is no local.${first.step}`);
    return undefined;
  }
  if (root === 'module') return check_module_output(where, tree, module, path, problems);
  if (root === 'path' || root === 'terraform') return undefined;
  if (root === 'each' || root === 'count') {
    if (!scope.repeats.has(root))
      problems.push(`${where}: ${root}.${first.step} without ${root === 'each' ? 'for_each' : 'count'}`);
    const known = root === 'each' ? ['key', 'value'] : ['index'];
    if (!known.includes(first.step)) problems.push(`${where}: there is no ${root}.${first.step}`);
    if (first.step === 'value') check_each_value(scope, where, rest);
    return undefined;
  }
  const is_data = root === 'data';
  const [type, name, steps] = is_data ? [first.step, rest[0]?.step, rest.slice(1)] : [root, first.step, rest];
  const kind = is_data ? 'data' : 'resource';
  used.add(`${kind} ${type}.${name}`);
  const object = find_object(module, kind, type, name);
  if (!object) return problems.push(`${where}: there is no ${kind} ${type}.${name}`);
  check_attribute(where, `${type}.${name}`, type, object, steps, problems);
  return undefined;
}

// Checks all expressions of a body and answers what they refer to.
export function check_expressions(scope, where, body) {
  const found = [];
  for (const { text, bound } of texts(body)) {
    const expression = read_expression(text);
    const is_bound = (name) => bound.includes(name) || expression.bound.has(name);
    for (const name of expression.calls) {
      if (!functions.has(name)) scope.problems.push(`${where}: there is no function ${name}`);
    }
    for (const name of expression.bare) {
      if (!is_bound(name)) scope.problems.push(`${where}: "${name}" refers to nothing`);
    }
    for (const reference of expression.references) {
      if (is_bound(reference.root)) continue;
      found.push(reference);
      check_reference(scope, where, reference);
    }
  }
  return found;
}

export const repeats_of = (body) =>
  new Set([...('for_each' in body ? ['each'] : []), ...('count' in body ? ['count'] : [])]);

export function check_references(tree, problems) {
  for (const module of tree.modules.values()) {
    const used = new Set();
    const check = (file, label, body, repeats = new Set(), repeated = undefined) =>
      check_expressions({ tree, module, problems, used, repeats, repeated }, `${file}: ${label}`, body);
    for (const object of module.objects) {
      const { lifecycle, depends_on: before, ...body } = object.body;
      const label = `${object.kind} ${object.type}.${object.name}`;
      check(object.file, label, [body, lifecycle, before], repeats_of(object.body), object.body.for_each);
    }
    for (const call of module.modules)
      check(call.file, `module ${call.name}`, call.body, repeats_of(call.body));
    for (const output of module.outputs) check(output.file, `output ${output.name}`, output.body);
    for (const local of module.locals) check(local.file, `local ${local.name}`, local.value);
    for (const provider of module.providers) check(provider.file, `provider ${provider.name}`, provider.body);
    // A condition about a variable is not a use of it.
    const in_conditions = { tree, module, problems, used: new Set(), repeats: new Set() };
    for (const variable of module.variables) {
      const where = `${variable.file}: variable ${variable.name}`;
      const about = check_expressions(in_conditions, where, variable.body.validation ?? []);
      if (
        variable.body.validation &&
        !about.some(({ root, path }) => root === 'var' && path[0].step === variable.name)
      ) {
        problems.push(`${where}: its validation does not look at it`);
      }
    }
    const must_be_used = [
      ...module.variables.map(({ file, name }) => [file, `variable ${name}`]),
      ...module.locals.map(({ file, name }) => [file, `locals ${name}`]),
      ...module.objects
        .filter(({ kind }) => kind === 'data')
        .map(({ file, type, name }) => [file, `data ${type}.${name}`]),
    ];
    for (const [file, label] of must_be_used) {
      if (!used.has(label)) problems.push(`${file}: ${label} is used by nothing`);
    }
  }
}
