// How rules look things up in the tree.
export function* objects(tree, type, kind = 'resource') {
  for (const module of tree.modules.values()) {
    for (const object of module.objects)
      if (object.type === type && object.kind === kind) yield { module, ...object };
  }
}

export const where = ({ file, type, name }) => `${file}: ${type}.${name}`;

// Whether a text or anything in a body speaks of something.
export const mentions = (value, text) => JSON.stringify(value ?? null).includes(text);

export const local = (module, name) => module.locals.find((candidate) => candidate.name === name)?.value;

export const variable = (module, name) => module.variables.find((candidate) => candidate.name === name)?.body;

// Every given argument has the given value: true, 'AES256', …
export function expect_values(object, body, wanted, problems) {
  for (const [key, value] of Object.entries(wanted)) {
    if (body?.[key] !== value) problems.push(`${where(object)}: ${key} must be ${value}`);
  }
}

// The module has another object of this type that speaks of the given one.
export function expect_companion(tree, object, type, problems) {
  const label = `${object.type}.${object.name}`;
  const found = [...objects(tree, type)].find(
    ({ module, body }) =>
      module.folder === object.module.folder &&
      (mentions(body, `${label}.`) || mentions(body, `${label}[`) || mentions(body, `local.`)),
  );
  if (!found) problems.push(`${where(object)}: it needs an ${type}`);
  return found;
}
