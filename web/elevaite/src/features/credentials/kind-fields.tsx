import { Field } from "@elevaite/shared/ui/field";
import { Input } from "@elevaite/shared/ui/input";
import { PasswordInput } from "@elevaite/shared/ui/password-input";

import type { CredentialField, CredentialKind, FieldValues } from "@/queries/credentials";
import { text } from "@/text/credentials";

import { fieldId, type Faults } from "./field-values";

type KindFieldsProps = { kind: CredentialKind; faults: Faults; present?: FieldValues };

/** The form of a kind, drawn from its fields. What is no secret starts as it is stored. */
export function KindFields({ kind, faults, present = {} }: KindFieldsProps) {
  return kind.fields.map((field) => (
    <Field
      key={field.name}
      id={fieldId(field.name)}
      label={field.title}
      hint={field.help}
      error={faults[fieldId(field.name)]}
      aside={field.required ? null : <span className="text-xs text-muted">{text.optional}</span>}
    >
      <Control field={field} present={present[field.name]} />
    </Field>
  ));
}

function Control({
  field,
  present,
  ...given
}: {
  field: CredentialField;
  present: string | number | undefined;
}) {
  const shared = { name: fieldId(field.name), required: field.required, ...given };
  // "new-password" is the only word that keeps browsers from filling in the person's own password.
  if (field.secret) return <PasswordInput autoComplete="new-password" {...shared} />;
  return (
    <Input
      autoComplete="off"
      spellCheck={false}
      inputMode={field.type === "integer" ? "numeric" : undefined}
      defaultValue={present}
      {...shared}
    />
  );
}
