// Faults as people make them, planted one at a time all over the tree. None of them knows the rules: an
// operator sees only text, what kind of block a line stands in, and what the providers require.
import { schema } from './schema_rules.mjs';

// Two letters change places; where that changes nothing, one is left out.
function misspell(word) {
  const at = Math.max(1, Math.floor(word.length / 2));
  const swapped = word.slice(0, at - 1) + word[at] + word[at - 1] + word.slice(at + 1);
  return word.length < 2 || swapped === word ? `${word}x` : swapped;
}

// Each line with what it stands in: the blocks around it, and whether a map or a call is among them.
function* lines_of(text) {
  const around = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    const code = line
      .replace(/(^|\s)#.*$/, '')
      .replace(/"([^"\\]|\\.)*"/g, (quoted) => quoted.replace(/[[\](){}]/g, '_'));
    yield {
      line,
      start: offset,
      code,
      blocks: around.map(({ head }) => head),
      is_in_value: around.some(({ is_value }) => is_value),
    };
    for (const bracket of code.match(/[[\](){}]/g) ?? []) {
      if (')]}'.includes(bracket)) around.pop();
      else around.push({ head: line.trim(), is_value: bracket !== '{' || /[=({[,]\s*\{[^}]*$/.test(code) });
    }
    offset += line.length + 1;
  }
}

const in_block = (line) =>
  line.blocks.length > 0 && !line.is_in_value && !line.blocks[0].startsWith('locals');
const in_object = (line) => in_block(line) && /^(resource|data) /.test(line.blocks[0]);

function* change(text, { start, line }, pattern, replacement) {
  for (const match of line.matchAll(pattern)) {
    const at = start + match.index;
    const instead = typeof replacement === 'function' ? replacement(...match) : replacement;
    if (instead !== null && instead !== match[0])
      yield text.slice(0, at) + instead + text.slice(at + match[0].length);
  }
}

function* required_line(text, line) {
  const [, kind, type] = /^(resource|data) "(\w+)"/.exec(line.blocks[0] ?? '') ?? [];
  const key = /^ {2}(\w+) +=/.exec(line.line)?.[1];
  const is_required = line.blocks.length === 1 && schema[kind]?.[type]?.fields[key]?.required;
  if (is_required && !/[[({]$/.test(line.code))
    yield text.slice(0, line.start) + text.slice(line.start + line.line.length + 1);
}

function* whole_object(text) {
  for (const match of text.matchAll(/^resource "[\s\S]*?^\}\n/gm)) {
    yield text.slice(0, match.index) + text.slice(match.index + match[0].length);
  }
}

const by_line = (accepts, pattern, replacement) =>
  function* mutate(text) {
    for (const line of lines_of(text)) if (accepts(line)) yield* change(text, line, pattern, replacement);
  };
const no_comment = ({ line }) => !line.trim().startsWith('#');

export const language_operators = {
  'misspelt argument': by_line(in_block, /^( +)(\w+)(?= +=)/g, (_, space, key) => space + misspell(key)),
  'misspelt nested block': by_line(
    in_object,
    /^( +)(\w+)(?= \{$)/g,
    (_, space, key) => space + misspell(key),
  ),
  'misspelt type': by_line(
    no_comment,
    /^(resource|data) "(\w+)"/g,
    (_, kind, type) => `${kind} "${misspell(type)}"`,
  ),
  'misspelt reference': by_line(
    no_comment,
    /\b(var|local|module|each)\.(\w+)/g,
    (_, root, name) => `${root}.${misspell(name)}`,
  ),
  'misspelt object': by_line(
    no_comment,
    /\b((?:aws|cloudflare)_\w+)\.(\w+)/g,
    (_, type, name) => `${type}.${misspell(name)}`,
  ),
  'misspelt attribute': by_line(
    no_comment,
    /\b((?:aws|cloudflare)_\w+\.\w+(?:\[[^\]]+\])?)\.(\w+)/g,
    (_, object, name) => `${object}.${misspell(name)}`,
  ),
  'misspelt output': by_line(
    no_comment,
    /\b(module\.\w+)\.(\w+)/g,
    (_, module, name) => `${module}.${misspell(name)}`,
  ),
  'misspelt function': by_line(no_comment, /\b([a-z0-9]{3,})\(/g, (_, name) => `${misspell(name)}(`),
  'misspelt key of the program': by_line(
    no_comment,
    /ELEVAITE_[A-Z_]+[A-Z](?=[ "])/g,
    (name) => `ELEVAITE_${misspell(name.slice(9))}`,
  ),
  'wrong type': by_line(in_object, /^( +\w+ += )(true|false|\d+)$/g, (_, key) => `${key}"perhaps"`),
  'text for a list': by_line(in_object, /^( +\w+ += )\[("[^"]*")\]$/g, (_, key, value) => key + value),
  'switched over': by_line(
    in_object,
    /^( +\w+ += )(true|false)$/g,
    (_, key, value) => key + (value === 'true' ? 'false' : 'true'),
  ),
  'unknown word': by_line(
    in_object,
    /^( +(?:\w+_)?(?:type|protocol|status|algorithm|effect|mode|operator|architecture) += )"(\w+)"$/g,
    (_, key, value) => `${key}"${misspell(value)}"`,
  ),
  'open to the world': by_line(
    in_object,
    /^( +)(?:referenced_security_group_id|cidr_ipv4)( += )(?!"0\.0\.0\.0).*$/g,
    (_, space, is) => `${space}cidr_ipv4${is}"0.0.0.0/0"`,
  ),
  'bracket left out': by_line(no_comment, /[{}\])]$/g, ''),
  'required argument left out': function* mutate(text) {
    for (const line of lines_of(text)) yield* required_line(text, line);
  },
  'resource left out': whole_object,
};

export const call_operators = {
  'module input left out': by_line(
    (line) =>
      in_block(line) &&
      line.blocks.length === 1 &&
      /^module /.test(line.blocks[0]) &&
      !/[[({]$/.test(line.code),
    /^ +(?!source|count)\w+ += .*\n?$/g,
    '',
  ),
};

export const value_operators = {
  'misspelt variable': by_line(no_comment, /^(\w+)(?= +=)/g, (_, key) => misspell(key)),
  'misspelt field': by_line(no_comment, /(?<=[{,] |^ {2})(\w+)(?= +=)/g, (_, key) => misspell(key)),
  'word for a number': by_line(no_comment, /(?<== )\d+(?=[ ,]|$)/g, '"some"'),
};

export const policy_operators = {
  'misspelt action': by_line(
    () => true,
    /"([a-z-]+):([A-Z]\w+)"/g,
    (_, service, action) => `"${service}:${misspell(action)}"`,
  ),
  'every action': by_line(
    () => true,
    /"([a-z-]+):([A-Z]\w+)"/g,
    (_, service) => `"${service}:*"`,
  ),
  'every resource': by_line(() => true, /"Resource": (?!"\*").*?(?=,$| \}|$)/g, '"Resource": "*"'),
  'misspelt value': by_line(
    () => true,
    /\$\{((?:jsonencode\()?)(\w+)/g,
    (_, call, name) => `\${${call}${misspell(name)}`,
  ),
  'every service': by_line(() => true, /"Condition": .*$/g, '"Condition": {}'),
};

function operators_for(name) {
  if (name.endsWith('.tfvars')) return value_operators;
  if (name.endsWith('.tftpl')) return policy_operators;
  return name.startsWith('environments/') ? { ...language_operators, ...call_operators } : language_operators;
}

// What both environments have is changed in both: that they differ is seen by another test.
const twin_of = (name) =>
  /^environments\/production\/(?!backend|terraform\.tfvars)/.test(name)
    ? name.replace('production', 'staging')
    : undefined;

export function* mutants(files) {
  for (const [name, text] of files) {
    if (name.startsWith('environments/staging/')) continue;
    for (const [operator, mutate] of Object.entries(operators_for(name))) {
      for (const changed of mutate(text)) {
        const planted = new Map(files).set(name, changed);
        if (twin_of(name)) planted.set(twin_of(name), changed);
        yield { operator, name, text, changed, planted };
      }
    }
  }
}
