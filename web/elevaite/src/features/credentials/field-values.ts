import type { CredentialKind, FieldValues } from "@/queries/credentials";
import { text } from "@/text/credentials";

/** What is wrong with each field, as the API names them: "name", "fields.token". */
export type Faults = Record<string, string>;

export const fieldId = (name: string) => `fields.${name}`;

/** What was typed, as the API takes it: nothing for what was left empty, numbers for numbers. */
export function valuesOf(kind: CredentialKind, typed: (id: string) => string): FieldValues {
  const values: FieldValues = {};
  for (const { name, type, secret } of kind.fields) {
    // A secret may begin or end with a space.
    const entry = secret ? typed(fieldId(name)) : typed(fieldId(name)).trim();
    if (entry === "") continue;
    values[name] = type === "integer" ? Number(entry) : entry;
  }
  return values;
}

/** What can be said without asking the server. */
export function faultsOf(kind: CredentialKind, values: FieldValues): Faults {
  const faults: Faults = {};
  for (const { name, title, required, type } of kind.fields) {
    const value = values[name];
    if (value === undefined) {
      if (required) faults[fieldId(name)] = text.fieldMissing(title);
    } else if (type === "integer" && !Number.isInteger(value)) {
      faults[fieldId(name)] = text.fieldNoNumber(title);
    }
  }
  return faults;
}
