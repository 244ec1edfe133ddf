"use client";

import { Field } from "@elevaite/shared/ui/field";

import type { ConfigSchema } from "../../document/kinds";
import type { JsonValue } from "../../document/types";
import { useNodeForm } from "../form-context";
import { pathText, widgetOf, type Path } from "../values";
import { CodeField } from "./code-field";
import { ConditionsField } from "./conditions-field";
import { CronPreview } from "./cron-preview";
import { CredentialField } from "./credential-field";
import { JsonField } from "./json-field";
import { KeyValueField } from "./key-value-field";
import { ListField } from "./list-field";
import { ModelField } from "./model-field";
import { NumberField } from "./number-field";
import { ObjectField } from "./object-field";
import { SelectField } from "./select-field";
import { SwitchField } from "./switch-field";
import { TextField } from "./text-field";
import { ToolsField } from "./tools-field";
import { ValueField } from "./value-field";

export type FieldProps = {
  path: Path;
  schema: ConfigSchema;
  value: JsonValue | undefined;
  isRequired: boolean;
  /** Whether texts here may hold expressions; what is inside inherits it. */
  isExpression: boolean;
};

const groups = {
  conditions: ConditionsField,
  list: ListField,
  object: ObjectField,
  key_value: KeyValueField,
};
const controls = {
  text: TextField,
  textarea: TextField,
  number: NumberField,
  select: SelectField,
  code: CodeField,
  json: JsonField,
  credential: CredentialField,
  model: ModelField,
  expression: ValueField,
};

/** One setting of a node, drawn from its schema. */
export function SchemaField(props: FieldProps) {
  const { path, schema, isRequired } = props;
  const form = useNodeForm();
  const field = pathText(path);
  const label = schema.title ?? String(path.at(-1) ?? "");
  const error = form.problemAt(field);
  const widget = widgetOf(schema);
  // The catalogue has no hint for it: its entries are names of the platform's own tools.
  if (form.kind === "agent" && field === "builtin_tools") return <ToolsField {...props} />;
  if (widget === "switch") return <SwitchField {...props} />;
  if (widget === "conditions" || widget === "list" || widget === "object" || widget === "key_value") {
    const Group = groups[widget];
    return <Group {...props} />;
  }
  const Control = controls[widget];
  return (
    <div data-field={field}>
      <Field
        label={
          <>
            {label}
            {isRequired ? (
              <span aria-hidden className="text-danger">
                {" "}
                *
              </span>
            ) : null}
          </>
        }
        hint={schema.description}
        error={error}
      >
        <Control {...props} />
      </Field>
      {schema.format === "cron" && !error ? <CronPreview cron={props.value} /> : null}
    </div>
  );
}
