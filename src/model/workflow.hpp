// The graph of an agent: what the Studio draws and a version keeps. parse_workflow() checks the
// shape; whether the graph makes sense is engine/graph_check.hpp's question.
#pragma once
#include <optional>

#include "core/json.hpp"

namespace elevaite::model {

constexpr std::size_t kMaxWorkflowNodes = 2'000;
constexpr std::size_t kMaxWorkflowEdges = 5'000;
constexpr std::size_t kMaxWorkflowBytes = 1024 * 1024;
constexpr std::size_t kMaxPinnedBytes = 256 * 1024;

struct Position {
  double x = 0;
  double y = 0;
  bool operator==(const Position&) const = default;
};

// The nth retry waits backoff_ms * 2^(n-1), at most max_backoff_ms.
struct RetryPolicy {
  int attempts = 1;  // 1 to 10; 1 is no retry
  std::int64_t backoff_ms = 1'000;
  std::int64_t max_backoff_ms = 60'000;
  bool operator==(const RetryPolicy&) const = default;
};

// How a node that is attached to an agent looks to its model.
struct ToolSettings {
  std::string name;
  std::string description;
  Json parameters = JsonObject{};  // a JSON Schema of an object
  bool needs_approval = false;
  bool operator==(const ToolSettings&) const = default;
};

// What a test run of the draft takes for the node's output instead of executing it. Deployed runs
// know nothing of it.
struct PinnedOutput {
  Json output = nullptr;
  std::string handle = "out";  // which output fires
  bool operator==(const PinnedOutput&) const = default;
};

struct Node {
  std::string id;  // [a-z][a-z0-9_]{0,63}, as expressions spell it
  std::string kind;
  std::string title{};
  Position position{};
  JsonObject config{};
  RetryPolicy retry{};
  std::optional<std::int64_t> timeout_ms{};
  bool is_disabled = false;
  std::optional<ToolSettings> tool{};
  std::optional<PinnedOutput> pinned{};
  bool operator==(const Node&) const = default;
};

struct Edge {
  std::string id;
  std::string source;
  std::string source_handle = "out";
  std::string target{};
  std::string target_handle = "in";
  bool operator==(const Edge&) const = default;
};

struct Workflow {
  std::vector<Node> nodes;
  std::vector<Edge> edges;
  Json notes = nullptr;  // the Studio's own; kept as it is, left out when null
  bool operator==(const Workflow&) const = default;
};

// {"nodes":[{"id","kind","title","position":{"x","y"},"config","retry","timeout_ms","disabled","tool",
//             "pinned":{"output","handle"}}],
//  "edges":[{"id","source","source_handle","target","target_handle"}],"notes"}. Only `id` and
//  `kind`,
// `source` and `target` are required. The error lists every problem of shape in `fields`, with
// paths such as nodes[2].retry.attempts; too large a workflow is limit_exceeded.
Result<Workflow> parse_workflow(const Json& value);

// What equals its default is left out. parse_workflow(to_json(w)) == w.
Json to_json(const Workflow& workflow);

bool is_node_id(std::string_view text);

}  // namespace elevaite::model
