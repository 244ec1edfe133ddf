import { isObject } from "../document/format";
import type { ConfigSchema } from "../document/kinds";
import type { JsonObject, JsonValue } from "../document/types";

/** A place in a config: ["rules", 0, "left"]. */
export type Path = readonly (string | number)[];

/** As the engine writes it in problems: rules[0].left. */
export function pathText(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : text ? `${text}.${part}` : part),
    "",
  );
}

export function valueAt(value: JsonValue | undefined, path: Path): JsonValue | undefined {
  let found: JsonValue | undefined = value;
  for (const part of path) {
    if (typeof part === "number") found = Array.isArray(found) ? found[part] : undefined;
    else found = isObject(found) ? found[part] : undefined;
  }
  return found;
}

/** The same config with another value at the place; undefined takes it away. */
export function withValue(config: JsonObject, path: Path, value: JsonValue | undefined): JsonObject {
  return place(config, path, value) as JsonObject;
}

function place(at: JsonValue | undefined, path: Path, value: JsonValue | undefined): JsonValue | undefined {
  const [part, ...rest] = path;
  if (part === undefined) return value;
  if (typeof part === "number") {
    const list = Array.isArray(at) ? [...at] : [];
    const next = place(list[part], rest, value);
    if (next === undefined) list.splice(part, 1);
    else list[part] = next;
    return list;
  }
  const object = isObject(at) ? { ...at } : {};
  const next = place(object[part], rest, value);
  return next === undefined
    ? Object.fromEntries(Object.entries(object).filter(([name]) => name !== part))
    : { ...object, [part]: next };
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/**
 * Any value as text that people edit, and back without loss. What is JSON means that JSON; everything else is text. So
 * `5` is a number, `"5"` a text, and `{{ nodes.a }}` needs no quotes.
 */
export function looseText(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "string" && parsed(value.trim()) === undefined) return value;
  return JSON.stringify(value, null, 2);
}

export function looseValue(text: string): JsonValue | undefined {
  if (text === "") return undefined;
  return parsed(text.trim()) ?? (text.trim() === "null" ? null : text);
}

/** Whether somebody probably meant JSON and made a mistake in it. */
export function looksBroken(text: string): boolean {
  const trimmed = text.trim();
  return /^(\[|\{(?!\{))/.test(trimmed) && parsed(trimmed) === undefined;
}

export function typesOf(schema: ConfigSchema): string[] {
  return schema.type === undefined ? [] : Array.isArray(schema.type) ? schema.type : [schema.type];
}

/** A number as far as the text is one; else the text itself, which may be a template or for the engine to refuse. */
export function numberOrText(text: string): JsonValue | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  return /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : text;
}

/** What a new entry of a list begins as. */
export function initialValue(schema: ConfigSchema | undefined): JsonValue {
  if (!schema) return "";
  if (schema.default !== undefined) return schema.default;
  const [type] = typesOf(schema);
  if (type === "object" || schema.properties) {
    const required = new Set(schema.required ?? []);
    const entries = Object.entries(schema.properties ?? {}).filter(([name]) => required.has(name));
    return Object.fromEntries(entries.map(([name, each]) => [name, initialValue(each)]));
  }
  if (type === "array") return [];
  if (type === "boolean") return false;
  if (type === "number" || type === "integer") return schema.minimum ?? 0;
  return "";
}

export type Widget =
  | "text"
  | "textarea"
  | "number"
  | "switch"
  | "select"
  | "code"
  | "json"
  | "key_value"
  | "credential"
  | "model"
  | "expression"
  | "conditions"
  | "list"
  | "object";

function isConditions({ items }: ConfigSchema): boolean {
  return items?.properties?.["left"] !== undefined && items.properties["operator"] !== undefined;
}

/** Which control a setting has: the catalogue's hint, or else what follows from its type. */
export function widgetOf(schema: ConfigSchema): Widget {
  const types = typesOf(schema);
  const hint = schema["x-widget"];
  if (schema.enum) return "select";
  if (types[0] === "array" && types.length === 1 && hint !== "json") {
    return isConditions(schema) ? "conditions" : "list";
  }
  if (hint) return hint as Widget;
  if (types.includes("boolean")) return "switch";
  if (types[0] === "integer" || types[0] === "number") return "number";
  if (types[0] === "object") return schema.properties ? "object" : "json";
  return types.includes("string") ? "text" : "expression";
}

/** What an empty field shows: its default, which holds as long as nothing is written, or an example. */
export function placeholderOf(schema: ConfigSchema): string {
  return schema.default === undefined ? (schema["x-placeholder"] ?? "") : looseText(schema.default);
}
