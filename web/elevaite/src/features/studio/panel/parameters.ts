import { isObject } from "../document/format";
import type { JsonObject } from "../document/types";

export const parameterTypes = ["string", "integer", "number", "boolean", "array", "object"] as const;

export type Parameter = {
  name: string;
  type: string;
  description: string;
  isRequired: boolean;
  rest: JsonObject;
};

const known = new Set(["type", "required", "properties", "additionalProperties"]);

/** The parameters of a tool as rows; null when the schema says more than rows can. */
export function parametersOf(schema: JsonObject): Parameter[] | null {
  if (Object.keys(schema).some((name) => !known.has(name))) return null;
  if (schema["type"] !== undefined && schema["type"] !== "object") return null;
  const properties = schema["properties"] ?? {};
  if (!isObject(properties)) return null;
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const rows: Parameter[] = [];
  for (const [name, value] of Object.entries(properties)) {
    if (!isObject(value)) return null;
    const { type = "string", description = "", ...rest } = value;
    if (typeof type !== "string" || typeof description !== "string") return null;
    rows.push({ name, type, description, isRequired: required.includes(name), rest });
  }
  return rows;
}

export function schemaOfParameters(rows: Parameter[]): JsonObject {
  if (rows.length === 0) return {};
  const required = rows.filter((row) => row.isRequired).map((row) => row.name);
  return {
    type: "object",
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
    properties: Object.fromEntries(
      rows.map(({ name, type, description, rest }) => [
        name,
        { type, ...(description ? { description } : {}), ...rest },
      ]),
    ),
  };
}
