import { expect, test } from "vitest";

import { addressesIn, addressFault } from "./address-list";

test("takes blocks by lines, commas and spaces", () => {
  expect(addressesIn(" 192.0.2.0/24,\n\n2001:db8::/32 10.0.0.1\r\n")).toEqual([
    "192.0.2.0/24",
    "2001:db8::/32",
    "10.0.0.1",
  ]);
  expect(addressesIn(" \n ")).toEqual([]);
});

test("says which block is wrong", () => {
  const blocks = ["192.0.2.0/24", "home"];
  expect(addressFault({ name: "x", "allowed_addresses[1]": "Not a block." }, blocks)).toBe(
    "home: Not a block.",
  );
  expect(addressFault({ allowed_addresses: "Too many." }, blocks)).toBe("Too many.");
  expect(addressFault({ name: "x" }, blocks)).toBeUndefined();
});
