import { describe, expect, it } from "vitest";

import { align, distribute } from "./arrange";
import { copyOf, insertPart, pastedDocument, withoutUnique } from "./clipboard";
import { connect, remove, renameNode, setConfig, setDisabled, splitEdge } from "./commands";
import { canConnect, nextOutput, targetsOf } from "./connect";
import { areSameDocuments, canonical, documentOf, workflowOf } from "./format";
import { loopsAround, nodesBefore } from "./graph";
import { freeId, nodeIdFrom } from "./ids";
import { arrangeByEdges } from "./layout/arrange-by-edges";
import { referencesIn, rewriteReferences } from "./references";
import { catalogue, documentWith, edge, node } from "./testing";

describe("format", () => {
  const workflow = {
    nodes: [
      { id: "a", kind: "trigger", position: { x: 1, y: 2 } },
      { id: "b", kind: "agent", title: "B", config: { x: [1] }, disabled: true, pinned: { out: 1 } },
    ],
    edges: [{ id: "e", source: "a", target: "b" }],
    notes: { stickies: [{ id: "n", text: "hi", position: { x: 0, y: 0 } }], theirs: 1 },
  };

  it("keeps what it does not know and leaves out defaults", () => {
    const back = workflowOf(documentOf(workflow));
    expect(back["nodes"]).toEqual([
      { id: "a", kind: "trigger", position: { x: 1, y: 2 } },
      {
        id: "b",
        kind: "agent",
        title: "B",
        position: { x: 0, y: 0 },
        config: { x: [1] },
        disabled: true,
        pinned: { out: 1 },
      },
    ]);
    expect(back["notes"]).toMatchObject({ theirs: 1 });
    expect(areSameDocuments(documentOf(back), documentOf(workflow))).toBe(true);
  });

  it("takes anything for an empty workflow that is none", () => {
    for (const wrong of [null, 1, "x", [], { nodes: 1, edges: [null] }]) {
      expect(documentOf(wrong)).toMatchObject({ nodes: [], edges: [] });
    }
  });

  it("compares without regard to the order of members", () => {
    expect(canonical({ b: 1, a: { d: 1, c: 2 } })).toBe(canonical({ a: { c: 2, d: 1 }, b: 1 }));
  });
});

describe("references", () => {
  it.each([
    ["{{ nodes.a.text }}", ["a"]],
    ["x {{ upper(nodes.a.b) }} {{ nodes['c'].d ?? nodes[\"e\"] }}", ["a", "c", "e"]],
    ["{{ 'nodes.a' }} nodes.b", []],
    ["{{ trigger.nodes.a }}", []],
    ["{{ '}}' + nodes.a }}", ["a"]],
    ["{{ nodes.a", ["a"]],
    ['{{ "it\'s" + nodes . a }}', ["a"]],
  ])("finds the nodes in %s", (text, ids) => {
    expect([...referencesIn(text)]).toEqual(ids);
  });

  it("rewrites them everywhere and nothing else", () => {
    const ids = new Map([["a", "a_2"]]);
    const config = { list: ["{{ nodes.a.x + nodes['a'].y }}", "a"], same: { b: "{{ nodes.b }}" } };
    const next = rewriteReferences(config, ids);
    expect(next.list).toEqual(["{{ nodes.a_2.x + nodes['a_2'].y }}", "a"]);
    expect(next.same).toBe(config.same);
    expect(rewriteReferences(config, new Map([["z", "y"]]))).toBe(config);
  });
});

describe("ids", () => {
  it("makes them from texts", () => {
    expect(nodeIdFrom("Ask the carrier!")).toBe("ask_the_carrier");
    expect(nodeIdFrom("  2 Köche ")).toBe("ko_che");
    expect(nodeIdFrom("…")).toBe("node");
  });

  it("counts on where one is taken", () => {
    expect(freeId("a", new Set())).toBe("a");
    expect(freeId("a_2", new Set(["a", "a_2"]))).toBe("a_3");
  });
});

describe("commands", () => {
  const document = documentWith(
    [node("t", "trigger"), node("a"), node("b", "http_request", { config: { url: "{{ nodes.a.body }}" } })],
    ["t>a", "a>b"],
  );

  it("removes nodes with their edges", () => {
    const next = remove(new Set(["a"]))(document);
    expect(next.nodes.map(({ id }) => id)).toEqual(["t", "b"]);
    expect(next.edges).toEqual([]);
  });

  it("renames a node with all that refers to it", () => {
    const next = renameNode("a", "fetch")(document);
    expect(next.nodes[2]?.config).toEqual({ url: "{{ nodes.fetch.body }}" });
    expect(next.edges.map(({ source, target }) => `${source}>${target}`)).toEqual(["t>fetch", "fetch>b"]);
    expect(next.nodes[0]).toBe(document.nodes[0]);
  });

  it("puts a node into an edge", () => {
    const next = splitEdge("a>b", node("c"), "out")(document);
    expect(next.edges.map(({ source, target }) => `${source}>${target}`)).toEqual(["t>a", "a>c", "c>b"]);
  });

  it("gives a node that is attached its tool settings", () => {
    const before = documentWith([node("agent", "agent"), node("fetch")]);
    const next = connect({ source: "fetch", source_handle: "tool", target: "agent", target_handle: "tools" })(
      before,
    );
    expect(next.nodes[1]?.tool).toEqual({
      name: "fetch",
      description: "",
      parameters: {},
      needs_approval: false,
    });
  });

  it("lets edges follow an output that is renamed, and drops those of outputs that are gone", () => {
    const cases = (...ids: string[]) => ({ cases: ids.map((id) => ({ id })) });
    const before = documentWith(
      [node("s", "switch", { config: cases("x", "y") }), node("a"), node("b")],
      ["s.x>a", "s.y>b"],
    );
    const renamed = setConfig(catalogue, "s", cases("z", "y"))(before);
    expect(renamed.edges.map((each) => each.source_handle)).toEqual(["z", "y"]);
    const fewer = setConfig(catalogue, "s", cases("y"))(before);
    expect(fewer.edges.map((each) => each.source_handle)).toEqual(["y"]);
  });

  it("disables and enables", () => {
    const off = setDisabled(new Set(["a"]), true)(document);
    expect(off.nodes[1]?.disabled).toBe(true);
    expect(setDisabled(new Set(["a"]), false)(off).nodes[1]).toEqual(document.nodes[1]);
  });
});

describe("connections", () => {
  const document = documentWith(
    [
      node("t", "trigger"),
      node("agent", "agent"),
      node("tool"),
      node("a"),
      node("b"),
      node("if", "condition"),
    ],
    ["t>agent", "tool*agent", "agent>a", "a>b"],
  );
  const may = (text: string) => canConnect(document, catalogue, edge(text));

  it.each([
    ["a forward edge", "agent>b", true],
    ["an error output", "a.error>if", true],
    ["the same edge twice", "a>b", false],
    ["a cycle", "b>agent", false],
    ["itself", "a>a", false],
    ["into a trigger", "a>t", false],
    ["an output that is not there", "if.out>b", false],
    ["an error output that is not there", "t.error>b", false],
    ["from an attached tool", "tool>b", false],
    ["to an attached tool", "t>tool", false],
    ["a node with other edges as a tool", "a*agent", false],
    ["a node that cannot be a tool", "if*agent", false],
  ])("%s", (_what, text, expected) => {
    expect(may(text)).toBe(expected);
  });

  it("lists the targets", () => {
    expect(targetsOf(document, catalogue, { node: "t", handle: "out" }).map((end) => end.node)).toEqual([
      "a",
      "b",
      "if",
    ]);
  });

  it("goes on from the first free output", () => {
    expect(nextOutput(document, catalogue, "if")).toBe("true");
    expect(nextOutput(document, catalogue, "tool")).toBeUndefined();
  });
});

describe("graph", () => {
  it("knows what runs before a node, and a tool sees what its agent sees", () => {
    const document = documentWith(
      [node("t", "trigger"), node("a"), node("agent", "agent"), node("tool"), node("z")],
      ["t>a", "a>agent", "tool*agent", "agent>z"],
    );
    expect([...nodesBefore(document, "agent")].sort()).toEqual(["a", "t"]);
    expect([...nodesBefore(document, "tool")].sort()).toEqual(["a", "t"]);
  });

  it("knows the loops around a node", () => {
    const document = documentWith(
      [node("each", "for_each"), node("a"), node("b"), node("after")],
      ["each.item>a", "a>b", "each.done>after"],
    );
    const loops = (id: string) =>
      loopsAround(document, id, (other) => other.kind === "for_each").map((loop) => loop.id);
    expect(loops("b")).toEqual(["each"]);
    expect(loops("after")).toEqual([]);
  });
});

describe("clipboard", () => {
  const document = documentWith(
    [
      node("a", "http_request", { position: { x: 10, y: 10 } }),
      node("b", "set_fields", { config: { x: "{{ nodes.a.body }} {{ nodes.other.y }}" } }),
      node("t", "trigger"),
    ],
    ["a>b", "t>a"],
  );

  it("brings a part to another place with fresh ids and its own references", () => {
    const text = copyOf(document, new Set(["a", "b"]));
    const part = pastedDocument(text ?? "");
    expect(part?.edges).toHaveLength(1);
    if (!part) return;
    const { document: next, ids } = insertPart(document, part, { x: 100, y: 200 });
    expect([...ids]).toEqual(["a_2", "b_2"]);
    const pasted = next.nodes.find(({ id }) => id === "b_2");
    expect(pasted?.config).toEqual({ x: "{{ nodes.a_2.body }} {{ nodes.other.y }}" });
    expect(next.edges.at(-1)).toMatchObject({ source: "a_2", target: "b_2" });
    expect(next.nodes.find(({ id }) => id === "a_2")?.position).toEqual({ x: 110, y: 210 });
  });

  it("reads exported agents too, and nothing else", () => {
    const file = { format: "elevaite.agent/1", workflow: { nodes: [{ id: "x", kind: "agent" }], edges: [] } };
    expect(pastedDocument(JSON.stringify(file))?.nodes[0]?.id).toBe("x");
    for (const text of ["", "hello", "[]", "{}", '{"nodes":[{}]}']) expect(pastedDocument(text)).toBeNull();
    expect(copyOf(document, new Set())).toBeNull();
  });

  it("leaves out what may be there only once", () => {
    expect(withoutUnique(document, document, catalogue).nodes.map(({ id }) => id)).toEqual(["a", "b"]);
  });
});

describe("arrangement", () => {
  const box = (id: string, x: number, y: number) => ({ id, x, y, width: 100, height: 50 });

  it("aligns and distributes", () => {
    const boxes = [box("a", 0, 0), box("b", 30, 100), box("c", 400, 300)];
    expect(align(boxes, "right").get("a")).toEqual({ x: 400, y: 0 });
    expect(align(boxes, "middle").get("b")).toEqual({ x: 30, y: 150 });
    expect(distribute(boxes, "vertical").get("b")).toEqual({ x: 30, y: 150 });
    expect(distribute(boxes.slice(1), "vertical").size).toBe(0);
  });

  it("lays out from left to right with the tools below their agent", () => {
    const document = documentWith(
      [node("t", "trigger"), node("agent", "agent"), node("tool"), node("z")],
      ["t>agent", "tool*agent", "agent>z"],
    );
    const places = arrangeByEdges(document, catalogue);
    const x = (id: string) => places.get(id)?.x ?? Number.NaN;
    const y = (id: string) => places.get(id)?.y ?? Number.NaN;
    expect(x("t")).toBeLessThan(x("agent"));
    expect(x("agent")).toBeLessThan(x("z"));
    expect(x("tool")).toBe(x("agent"));
    expect(y("tool")).toBeGreaterThan(y("agent"));
  });

  it("keeps the order of outputs, joins straight lines, and lays nothing over anything", () => {
    const document = documentWith(
      [node("t", "trigger"), node("if", "condition"), node("no"), node("yes"), node("late"), node("alone")],
      ["t>if", "if.false>no", "if.true>yes", "yes>late", "t>late"],
    );
    const places = arrangeByEdges(document, catalogue);
    const y = (id: string) => places.get(id)?.y ?? Number.NaN;
    expect(y("yes")).toBeLessThan(y("no"));
    expect(y("alone")).toBeGreaterThan(y("no"));
    const line = arrangeByEdges(documentWith([node("a"), node("b"), node("c")], ["a>b", "b>c"]), catalogue);
    expect(new Set([...line.values()].map((place) => place.y)).size).toBe(1);
  });

  it("lays out large workflows and circles without overlaps", () => {
    const nodes = Array.from({ length: 300 }, (_, index) => node(`n${index}`));
    const edges = nodes.flatMap((_, index) => [
      ...(index % 20 < 19 && index < 299 ? [`n${index}>n${index + 1}`] : []),
      ...(index + 33 < 300 ? [`n${index}>n${index + 33}`] : []),
    ]);
    const places = [...arrangeByEdges(documentWith(nodes, [...edges, "n19>n0"]), catalogue).values()];
    expect(places).toHaveLength(300);
    const columns = new Map<number, number[]>();
    for (const { x, y } of places) columns.set(x, [...(columns.get(x) ?? []), y]);
    for (const ys of columns.values()) {
      const sorted = ys.sort((a, b) => a - b);
      expect(sorted.every((y, index) => index === 0 || y - (sorted[index - 1] ?? 0) >= 80)).toBe(true);
    }
  });

  it("lays out a part where it stands", () => {
    const document = documentWith(
      [node("a", "http_request", { position: { x: 500, y: 700 } }), node("b"), node("c")],
      ["a>c", "c>b"],
    );
    expect([...arrangeByEdges(document, catalogue, new Set(["a"])).entries()]).toEqual([
      ["a", { x: 500, y: 700 }],
    ]);
  });
});
