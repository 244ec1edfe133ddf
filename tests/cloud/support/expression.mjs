// Reads an HCL expression or template for what it refers to. The parser has already said that it is well
// formed; its own list of references leaves out what stands in the body of a `for`.
const name_start = /[A-Za-z_]/;
const name_part = /[\w-]/;
const words = new Set(['for', 'in', 'if', 'else', 'endif', 'endfor', 'true', 'false', 'null']);

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
    this.references = [];
    this.calls = [];
    this.bound = new Set();
    this.bare = [];
  }

  // Text with ${…} and %{…} in it, up to the closing quote or the end.
  template(end) {
    while (this.at < this.text.length) {
      if (end && this.text[this.at] === end) {
        this.at += 1;
        return;
      }
      if (end && this.text[this.at] === '\\') this.at += 2;
      else if (/^(\$\$|%%)\{/.test(this.text.slice(this.at, this.at + 3))) this.at += 3;
      else if (/^[$%]\{/.test(this.text.slice(this.at, this.at + 2))) {
        this.at += 2;
        this.code('}');
      } else this.at += 1;
    }
  }

  // Code up to the closing bracket, which is taken.
  code(end) {
    while (this.at < this.text.length) {
      const letter = this.text[this.at];
      if (letter === end) {
        this.at += 1;
        return;
      }
      if (name_start.test(letter)) this.traversal();
      else if (/[0-9]/.test(letter)) this.at += /^[0-9][\w.]*/.exec(this.text.slice(this.at))[0].length;
      else {
        this.at += 1;
        if (letter === '"') this.template('"');
        // An attribute of what a call or an index gave: jsondecode(text).Statement.
        else if (letter === '.') this.name();
        else if ('([{'.includes(letter)) this.code({ '(': ')', '[': ']', '{': '}' }[letter]);
      }
    }
  }

  name() {
    const start = this.at;
    while (this.at < this.text.length && name_part.test(this.text[this.at])) this.at += 1;
    return this.text.slice(start, this.at);
  }

  rest() {
    return this.text.slice(this.at);
  }

  traversal() {
    const first = this.name();
    if (first === 'for') {
      const variables = /^\s+([\w-]+)(?:\s*,\s*([\w-]+))?\s+in\s/.exec(this.rest());
      if (variables) {
        variables.slice(1).filter(Boolean).forEach((variable) => this.bound.add(variable));
        this.at += variables[0].length;
        return;
      }
    }
    if (words.has(first)) return;
    if (/^\s*\(/.test(this.rest())) {
      this.calls.push(first);
      return;
    }
    const path = this.path();
    if (path.length > 0) this.references.push({ root: first, path });
    // What stands before = or : alone is the key of an object.
    else if (!/^\s*(=(?!=)|:)/.test(this.rest())) this.bare.push(first);
  }

  // .name, .*, ["key"], [0], [*] and [expression]; what an index says that is no constant is ''.
  path() {
    const path = [];
    for (;;) {
      const step = /^\s*\.([A-Za-z_][\w-]*|\*|\d+)/.exec(this.rest())
        ?? /^\["((?:[^"\\$%]|\\.)*)"\]/.exec(this.rest()) ?? /^\[(\d+|\*)\]/.exec(this.rest());
      if (step) {
        this.at += step[0].length;
        path.push({ step: step[1], is_index: step[0].startsWith('[') || /^(\*|\d+)$/.test(step[1]) });
      } else if (this.text[this.at] === '[') {
        this.at += 1;
        this.code(']');
        path.push({ step: '', is_index: true });
      } else return path;
    }
  }
}

const read_before = new Map();

export function read_expression(text) {
  if (!read_before.has(text)) {
    const reader = new Reader(text);
    reader.template();
    read_before.set(text, reader);
  }
  return read_before.get(text);
}

export const is_expression = (value) => typeof value === 'string' && /[$%]\{/.test(value);

// Every text in a body, with the names that `dynamic` blocks around it bring.
export function* texts(value, bound = []) {
  if (typeof value === 'string') {
    if (is_expression(value)) yield { text: value, bound };
  } else if (Array.isArray(value)) {
    for (const entry of value) yield* texts(entry, bound);
  } else if (value !== null && typeof value === 'object') {
    const iterators = Object.entries(value.dynamic ?? {})
      .flatMap(([label, blocks]) => blocks.map((block) => block.iterator ?? label));
    for (const [key, entry] of Object.entries(value)) {
      // A key in brackets is an expression too.
      if (is_expression(key)) yield { text: key, bound };
      if (key !== 'ignore_changes') yield* texts(entry, [...bound, ...iterators]);
    }
  }
}
