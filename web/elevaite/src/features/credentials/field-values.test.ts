import { expect, test } from "vitest";

import type { CredentialKind } from "@/queries/credentials";

import { faultsOf, valuesOf } from "./field-values";

const smtp: CredentialKind = {
  kind: "smtp",
  title: "SMTP server",
  icon: "mail",
  fields: [
    { name: "host", title: "Host", secret: false, required: true, type: "string" },
    { name: "port", title: "Port", secret: false, required: false, type: "integer" },
    { name: "password", title: "Password", secret: true, required: false, type: "string" },
  ],
};
const typed = (entries: Record<string, string>) => valuesOf(smtp, (id) => entries[id] ?? "");

test("what is left empty is not sent, and a number is a number", () => {
  expect(typed({ "fields.host": " mail.example.com ", "fields.port": "587" })).toEqual({
    host: "mail.example.com",
    port: 587,
  });
});

test("a secret keeps its spaces", () => {
  expect(typed({ "fields.host": "h", "fields.password": " a b " })).toEqual({ host: "h", password: " a b " });
});

test("what is required must be there, and a number must be whole", () => {
  expect(faultsOf(smtp, typed({}))).toEqual({ "fields.host": "Host is required." });
  expect(Object.keys(faultsOf(smtp, typed({ "fields.host": "h", "fields.port": "5.5" })))).toEqual([
    "fields.port",
  ]);
  expect(Object.keys(faultsOf(smtp, typed({ "fields.host": "h", "fields.port": "smtp" })))).toEqual([
    "fields.port",
  ]);
});
