// Nothing may need itself, through whatever modules: Terraform would find no order to make things in.
import { read_expression, texts } from './expression.mjs';
import { find_object, source_of } from './tree.mjs';

// A node is something declared in one call of a module. `inside` says how that call came about.
function* needs(tree, node) {
  const { inside, body } = node;
  for (const { text, bound } of texts(body)) {
    const expression = read_expression(text);
    for (const { root, path } of expression.references) {
      if (bound.includes(root) || expression.bound.has(root)) continue;
      yield* targets(tree, inside, root, path);
    }
  }
}

function* targets(tree, inside, root, path) {
  const { module, call, outer, prefix } = inside;
  const steps = path.map(({ step }) => step);
  if (root === 'var' && call && steps[0] in call.body) {
    yield { label: `${prefix}var.${steps[0]}`, inside: outer, body: call.body[steps[0]] };
  } else if (root === 'local') {
    const local = module.locals.find(({ name }) => name === steps[0]);
    // Of a local object only what is asked for is needed.
    const part = local && typeof local.value === 'object' && steps[1] in local.value ? steps[1] : undefined;
    if (local) {
      const body = part === undefined ? local.value : local.value[part];
      yield { label: `${prefix}local.${steps[0]}${part ? `.${part}` : ''}`, inside, body };
    }
  } else if (root === 'module') {
    yield* outputs_of(tree, inside, path);
  } else if (!['var', 'each', 'count', 'path', 'terraform'].includes(root)) {
    const [kind, type, name] = root === 'data' ? ['data', ...steps] : ['resource', root, ...steps];
    const object = find_object(module, kind, type, name);
    if (object) yield { label: `${prefix}${kind} ${type}.${name}`, inside, body: object.body };
  }
}

function* outputs_of(tree, inside, [{ step: name }, ...rest]) {
  const call = inside.module.modules.find((candidate) => candidate.name === name);
  const module = call && tree.modules.get(source_of(inside.module, call));
  if (!module) return;
  const within = { module, call, outer: inside, prefix: `${inside.prefix}module.${name} ` };
  const asked = rest.find(({ is_index }) => !is_index)?.step;
  for (const output of module.outputs) {
    if (asked === undefined || output.name === asked) {
      yield { label: `${within.prefix}output ${output.name}`, inside: within, body: output.body };
    }
  }
}

export function check_cycles(tree, problems) {
  for (const module of tree.modules.values()) {
    if (module.folder.startsWith('modules/')) continue;
    const top = { module, prefix: `${module.folder}: ` };
    const finished = new Set();
    const under_way = [];
    const visit = (node) => {
      if (finished.has(node.label)) return;
      const at = under_way.indexOf(node.label);
      if (at >= 0) {
        problems.push(`${[...under_way.slice(at), node.label].join(' needs ')}`);
        return;
      }
      under_way.push(node.label);
      for (const next of needs(tree, node)) visit(next);
      under_way.pop();
      finished.add(node.label);
    };
    const start = (inside) => {
      for (const { kind, type, name, body } of inside.module.objects) {
        visit({ label: `${inside.prefix}${kind} ${type}.${name}`, inside, body });
      }
      for (const call of inside.module.modules) {
        const called = tree.modules.get(source_of(inside.module, call));
        const prefix = `${inside.prefix}module.${call.name} `;
        if (called) start({ module: called, call, outer: inside, prefix });
      }
    };
    start(top);
  }
}
