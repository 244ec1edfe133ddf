import { describe, expect, it } from "vitest";

import {
  initialValue,
  looksBroken,
  looseText,
  looseValue,
  numberOrText,
  pathText,
  valueAt,
  widgetOf,
  withValue,
} from "./values";

describe("places in a config", () => {
  const config = { rules: [{ left: "a" }, { left: "b" }], url: "x" };

  it("are read, written and taken away", () => {
    expect(pathText(["rules", 0, "left"])).toBe("rules[0].left");
    expect(valueAt(config, ["rules", 1, "left"])).toBe("b");
    expect(valueAt(config, ["url", 0])).toBeUndefined();
    expect(withValue(config, ["rules", 1, "left"], "c").rules).toEqual([{ left: "a" }, { left: "c" }]);
    expect(withValue(config, ["url"], undefined)).toEqual({ rules: config.rules });
    expect(withValue(config, ["rules", 0], undefined)["rules"]).toEqual([{ left: "b" }]);
    expect(withValue({}, ["limits", "max_steps"], 3)).toEqual({ limits: { max_steps: 3 } });
  });
});

describe("values as text", () => {
  it.each([
    ["plain"],
    [5],
    [true],
    [null],
    ["5"],
    ["true"],
    ["null"],
    ["{{ nodes.a }}"],
    [[1, "a"]],
    [{ a: 1 }],
  ])("%j comes back as it was", (value) => {
    expect(looseValue(looseText(value))).toEqual(value);
  });

  it("knows numbers, templates and broken JSON", () => {
    expect(numberOrText("12.5")).toBe(12.5);
    expect(numberOrText("")).toBeUndefined();
    expect(numberOrText("{{ item.n }}")).toBe("{{ item.n }}");
    expect(looksBroken('{"a": 1,}')).toBe(true);
    expect(looksBroken("{{ nodes.a }}")).toBe(false);
    expect(looksBroken("[1]")).toBe(false);
  });
});

describe("widgets", () => {
  it("follow from the hint or the type", () => {
    expect(widgetOf({ type: "string" })).toBe("text");
    expect(widgetOf({ type: "string", "x-widget": "code" })).toBe("code");
    expect(widgetOf({ type: "string", enum: ["a"] })).toBe("select");
    expect(widgetOf({ type: "integer" })).toBe("number");
    expect(widgetOf({ type: "boolean" })).toBe("switch");
    expect(widgetOf({ type: "array", items: { type: "string" } })).toBe("list");
    expect(widgetOf({ type: "array", "x-widget": "json" })).toBe("json");
    expect(widgetOf({ type: ["string", "array"] })).toBe("text");
    expect(widgetOf({ type: "array", items: { properties: { left: {}, operator: {} } } })).toBe("conditions");
    expect(widgetOf({ type: "object", properties: {} })).toBe("object");
    expect(widgetOf({})).toBe("expression");
  });

  it("begin with what is required", () => {
    const item = { type: "object", required: ["name"], properties: { name: { type: "string" }, value: {} } };
    expect(initialValue(item)).toEqual({ name: "" });
    expect(initialValue({ type: "integer", minimum: 2 })).toBe(2);
    expect(initialValue({ default: "GET" })).toBe("GET");
  });
});
