"use client";

import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";

import { ApiProblem, describeProblem } from "@elevaite/shared/api";
import { formatDate } from "@elevaite/shared/format";
import { meQuery, type Role } from "@elevaite/shared/session";
import { text as shared } from "@elevaite/shared/text";
import { Alert } from "@elevaite/shared/ui/alert";
import { Button } from "@elevaite/shared/ui/button";
import {
  DialogBody,
  DialogClose,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@elevaite/shared/ui/dialog";
import { Field } from "@elevaite/shared/ui/field";
import { Input } from "@elevaite/shared/ui/input";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@elevaite/shared/ui/select";
import { SubsetChoice, type Subset } from "@elevaite/shared/ui/subset-choice";
import { Textarea } from "@elevaite/shared/ui/textarea";

import { useCreateApiKey, type CreatedApiKey } from "@/queries/api-keys";
import { permissionsFor, rolesUpTo, type Permission } from "@/queries/permissions";
import { text as all } from "@/text/api-keys";

import { addressesIn, addressFault } from "./address-list";
import { expiresAt, expiries, type Expiry } from "./expiry";

const text = all.form;

export function ApiKeyForm({ onCreated }: { onCreated: (created: CreatedApiKey) => void }) {
  const { data: me } = useQuery(meQuery);
  const own = me?.tenant.role ?? "viewer";
  const create = useCreateApiKey();
  const [now] = useState(() => Date.now());
  const [chosenRole, setRole] = useState<Role | null>(null);
  const [scope, setScope] = useState<Subset<Permission>>({ isAll: true, chosen: [] });
  const [expiry, setExpiry] = useState<Expiry>("90");
  const [blocks, setBlocks] = useState<string[]>([]);
  const [faults, setFaults] = useState<Record<string, string>>({});

  // As the API does: builder, or one's own role when that is less.
  const role = chosenRole ?? rolesUpTo(own).find((candidate) => candidate === "builder") ?? own;
  const offered = permissionsFor(role, me?.permissions ?? []);
  const scopes = scope.isAll ? [] : scope.chosen.filter((permission) => offered.includes(permission));
  const end = expiresAt(expiry, now);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (create.isPending) return;
    const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    const found = {
      ...(name ? {} : { name: text.nameMissing }),
      ...(scope.isAll || scopes.length > 0 ? {} : { scopes: text.scopesMissing }),
    };
    setFaults(found);
    if (Object.keys(found).length > 0) {
      event.currentTarget.querySelector<HTMLElement>(name ? "[role=radio]" : "[name=name]")?.focus();
      return;
    }
    const allowed_addresses = addressesIn(String(new FormData(event.currentTarget).get("addresses") ?? ""));
    setBlocks(allowed_addresses);
    create.mutate(
      { name, role, scopes, allowed_addresses, ...(end ? { expires_at: end } : {}) },
      {
        onSuccess: onCreated,
        onError: (error) => setFaults(error instanceof ApiProblem ? error.fields : {}),
      },
    );
  };
  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-col">
      <DialogHeader>
        <DialogTitle>{all.create}</DialogTitle>
        <DialogDescription>{text.description}</DialogDescription>
      </DialogHeader>
      <DialogBody>
        {create.error && Object.keys(faults).length === 0 ? (
          <Alert tone="danger" title={describeProblem(create.error).title}>
            {describeProblem(create.error).detail}
          </Alert>
        ) : null}
        <Field label={text.name} hint={text.nameHint} error={faults["name"]}>
          <Input name="name" required maxLength={200} autoComplete="off" />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Choice
            label={text.role}
            hint={text.roleHint}
            value={role}
            options={rolesUpTo(own).map((value) => ({ value, label: shared.role[value] }))}
            onChoose={(value) => setRole(value as Role)}
          />
          <Choice
            label={text.expiry}
            hint={end ? text.expiryHint(formatDate(end)) : text.expiryNever}
            value={expiry}
            options={expiries.map((value) => ({ value, label: text.expiries[value] }))}
            onChoose={(value) => setExpiry(value as Expiry)}
          />
        </div>
        <SubsetChoice
          text={text.scope}
          options={offered.map((value) => ({ value, label: all.permissions[value] }))}
          subset={scope}
          onChange={setScope}
          error={faults["scopes"] ?? faults["scopes[0]"]}
        />
        <Field label={text.addresses} hint={text.addressesHint} error={addressFault(faults, blocks)}>
          <Textarea name="addresses" spellCheck={false} className="font-mono" />
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>{shared.cancel}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={create.isPending}>
          {text.submit}
        </Button>
      </DialogFooter>
    </form>
  );
}

type ChoiceProps = {
  label: string;
  hint: string;
  value: string;
  options: { value: string; label: string }[];
  onChoose: (value: string) => void;
};

function Choice({ label, hint, value, options, onChoose }: ChoiceProps) {
  return (
    <Select value={value} onValueChange={onChoose}>
      <Field label={label} hint={hint}>
        <SelectTrigger>
          <SelectValue />
        </SelectTrigger>
      </Field>
      <SelectContent>
        {options.map((option) => (
          <SelectItem key={option.value} value={option.value}>
            {option.label}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
