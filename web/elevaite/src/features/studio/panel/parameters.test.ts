import { expect, it } from "vitest";

import { parametersOf, schemaOfParameters } from "./parameters";

const schema = {
  type: "object",
  required: ["id"],
  additionalProperties: false,
  properties: {
    id: { type: "integer", description: "The order's number." },
    mail: { type: "string", format: "email" },
  },
};

it("reads and writes parameters as rows without losing what rows do not show", () => {
  const rows = parametersOf(schema);
  expect(rows?.map(({ name, isRequired }) => [name, isRequired])).toEqual([
    ["id", true],
    ["mail", false],
  ]);
  expect(schemaOfParameters(rows ?? [])).toEqual(schema);
  expect(schemaOfParameters([])).toEqual({});
  expect(parametersOf({})).toEqual([]);
});

it("leaves to JSON what rows cannot say", () => {
  expect(parametersOf({ type: "object", oneOf: [] })).toBeNull();
  expect(parametersOf({ type: "array" })).toBeNull();
  expect(parametersOf({ properties: { a: { type: ["string", "null"] } } })).toBeNull();
});
