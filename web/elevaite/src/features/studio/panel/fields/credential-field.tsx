"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState, type ComponentProps } from "react";

import { usePermission } from "@elevaite/shared/session";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@elevaite/shared/ui/select";

import { credentialChoicesQuery } from "@/queries/credentials";
import { studioText as text } from "@/text/studio";

import { useNodeForm } from "../form-context";
import type { FieldProps } from "./schema-field";

const CredentialDialog = dynamic(() =>
  import("../credential-dialog").then((module) => module.CredentialDialog),
);

const kNone = "\u0000none";
const kNew = "\u0000new";

type CredentialFieldProps = FieldProps &
  Pick<ComponentProps<"button">, "id" | "aria-describedby" | "aria-invalid">;

/** A credential by its name, of the kinds that fit; a new one can be stored on the spot. */
export function CredentialField({
  path,
  schema,
  value,
  isRequired,
  isExpression: _,
  ...control
}: CredentialFieldProps) {
  const form = useNodeForm();
  const { data } = useQuery(credentialChoicesQuery);
  const mayStore = usePermission("credentials:write");
  const [isStoring, setIsStoring] = useState(false);
  const kinds = schema["x-credential-kinds"] ?? [];
  const fitting = (data ?? []).filter(({ kind }) => kinds.includes(kind));
  const chosen = typeof value === "string" ? value : "";
  const isMissing = chosen !== "" && data !== undefined && !fitting.some(({ name }) => name === chosen);
  return (
    <>
      <Select
        value={chosen}
        disabled={form.isReadOnly}
        onValueChange={(next) => {
          if (next === kNew) setIsStoring(true);
          else form.set(path, next === kNone ? undefined : next);
        }}
      >
        <SelectTrigger {...control}>
          <SelectValue placeholder={isRequired ? text.credential.choose : text.credential.none} />
        </SelectTrigger>
        <SelectContent>
          {isRequired ? null : <SelectItem value={kNone}>{text.credential.none}</SelectItem>}
          {fitting.map(({ id, name }) => (
            <SelectItem key={id} value={name}>
              {name}
            </SelectItem>
          ))}
          {isMissing || (chosen !== "" && data === undefined) ? (
            <SelectItem value={chosen}>{isMissing ? text.credential.missing(chosen) : chosen}</SelectItem>
          ) : null}
          {mayStore ? <SelectItem value={kNew}>{text.credential.create}</SelectItem> : null}
        </SelectContent>
      </Select>
      {isStoring ? (
        <CredentialDialog
          kinds={kinds}
          onClose={() => setIsStoring(false)}
          onStored={(name) => form.set(path, name)}
        />
      ) : null}
    </>
  );
}
