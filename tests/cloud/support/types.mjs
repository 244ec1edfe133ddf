// Type constraints of variables, and whether a value that is written out fits one.
import { is_expression } from './expression.mjs';

const read_before = new Map();

// A type that is none is told of where the variable is declared, and admits anything elsewhere.
export function read_type(text) {
  if (!read_before.has(text)) {
    let type = { kind: 'any' };
    try {
      type = parse_type(text);
    } catch (error) {
      type.fault = error.message;
    }
    read_before.set(text, type);
  }
  return read_before.get(text);
}

function parse_type(text) {
  let rest = text.replace(/^\$\{([\s\S]*)\}$/, '$1').trim();
  const take = (pattern) => {
    const found = pattern.exec(rest);
    if (found) rest = rest.slice(found[0].length);
    return found;
  };
  function fields() {
    const read = {};
    take(/^\{\s*/);
    while (!take(/^\s*\}/)) {
      const [, name] = take(/^\s*([\w-]+)\s*=\s*/) ?? [];
      if (!name) throw new Error(`not a type: ${text}`);
      const is_optional = take(/^optional\(\s*/) !== null;
      read[name] = { type: type(), is_optional };
      if (is_optional) take(/^[^)]*\)/);
      take(/^\s*,?/);
    }
    return read;
  }
  function type() {
    const [, kind] = take(/^(string|number|bool|any|object|map|list|set)/) ?? [];
    if (!kind) throw new Error(`not a type: ${text}`);
    if (!['object', 'map', 'list', 'set'].includes(kind)) return { kind };
    take(/^\(\s*/);
    const read = kind === 'object' ? { kind, fields: fields() } : { kind, of: type() };
    take(/^\s*\)/);
    return read;
  }
  return type();
}

// What is wrong with a literal value; expressions inside it are not looked at.
export function check_literal(where, value, type, problems) {
  if (value === null || (typeof value === 'string' && /^\$\{[\s\S]*\}$/.test(value))) return;
  const wrong = () =>
    problems.push(`${where}: must be a ${type.kind}, not ${JSON.stringify(value).slice(0, 40)}`);
  const is_map = typeof value === 'object' && !Array.isArray(value);
  if (type.kind === 'string') {
    if (typeof value === 'object') wrong();
  } else if (type.kind === 'number') {
    if (typeof value !== 'number' && !(is_expression(value) || /^-?[\d.]+$/.test(value))) wrong();
  } else if (type.kind === 'bool') {
    if (typeof value !== 'boolean' && !['true', 'false'].includes(value) && !is_expression(value)) wrong();
  } else if (type.kind === 'list' || type.kind === 'set') {
    if (!Array.isArray(value)) wrong();
    else value.forEach((entry, at) => check_literal(`${where}[${at}]`, entry, type.of, problems));
  } else if (type.kind === 'map') {
    if (!is_map) wrong();
    else
      Object.entries(value).forEach(([key, entry]) =>
        check_literal(`${where}.${key}`, entry, type.of, problems),
      );
  } else if (type.kind === 'object') {
    if (!is_map) return wrong();
    for (const [key, field] of Object.entries(type.fields)) {
      if (key in value) check_literal(`${where}.${key}`, value[key], field.type, problems);
      else if (!field.is_optional) problems.push(`${where}: "${key}" is missing`);
    }
    for (const key of Object.keys(value)) {
      if (!(key in type.fields)) problems.push(`${where}: there is no "${key}"`);
    }
  }
}

// Follows a reference into a type; answers the step that does not exist, or nothing.
export function missing_step(type, path) {
  let at = type;
  for (const { step, is_index } of path) {
    if (!at || at.kind === 'any') return undefined;
    if (at.kind === 'object') {
      if (!at.fields[step]) return step;
      at = at.fields[step].type;
    } else if (at.kind === 'map' || ((at.kind === 'list' || at.kind === 'set') && is_index)) at = at.of;
    else return step;
  }
  return undefined;
}
