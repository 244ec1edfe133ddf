#include "model/workflow.hpp"

#include <fmt/format.h>

#include <cmath>

namespace elevaite::model {
namespace {

constexpr std::size_t kMaxTitle = 200;
constexpr std::size_t kMaxId = 200;
constexpr std::size_t kMaxDescription = 4'000;
constexpr std::size_t kMaxFieldErrors = 200;
constexpr std::int64_t kMaxWaitMs = 24LL * 3600 * 1000;

std::string_view type_name(const Json& value) {
  if (value.is_null()) return "null";
  if (value.is_bool()) return "a boolean";
  if (value.is_number()) return "a number";
  if (value.is_string()) return "a string";
  return value.is_array() ? "a list" : "an object";
}

// 5 and 5.0 alike.
std::optional<std::int64_t> as_integer(const Json& value) {
  if (value.is_int64()) return value.get_int64();
  if (!value.is_double() || std::abs(value.get_double()) > 9e15) return std::nullopt;
  double whole = std::trunc(value.get_double());
  if (whole != value.get_double()) return std::nullopt;
  return static_cast<std::int64_t>(whole);
}

// Whole numbers are written as such.
Json number(double value) {
  if (auto integer = as_integer(value)) return *integer;
  return value;
}

// Collects what is wrong; every reader returns its default after a problem, so that all are found.
class Reader {
 public:
  std::vector<FieldError> errors;

  void fail(std::string field, std::string code, std::string message) {
    if (errors.size() >= kMaxFieldErrors) return;
    errors.push_back({std::move(field), std::move(code), std::move(message)});
  }

  void wrong_type(std::string field, std::string_view wanted, const Json& found) {
    fail(std::move(field), "wrong_type",
         fmt::format("Must be {}, not {}.", wanted, type_name(found)));
  }

  void only(const std::string& path, const JsonObject& object,
            std::initializer_list<std::string_view> known) {
    for (const auto& member : object) {
      if (std::find(known.begin(), known.end(), member.key()) != known.end()) continue;
      fail(path, "unknown_key",
           fmt::format("There is no setting `{}` here. Known ones: {}.",
                       std::string_view(member.key()), fmt::join(known, ", ")));
    }
  }

  std::string text(const std::string& path, const JsonObject& object, std::string_view key,
                   std::size_t max, bool is_required, std::string_view otherwise = "") {
    const Json* value = object.if_contains(key);
    auto field = join(path, key);
    if (value == nullptr) {
      if (is_required) fail(field, "required", fmt::format("`{}` is missing.", key));
      return std::string(otherwise);
    }
    if (!value->is_string()) {
      wrong_type(field, "a string", *value);
      return std::string(otherwise);
    }
    auto found = view(value->get_string());
    if (is_required && found.empty()) fail(field, "required", "Must not be empty.");
    if (found.size() > max) {
      fail(field, "too_long",
           fmt::format("Must have at most {} bytes, has {}.", max, found.size()));
    }
    return std::string(found);
  }

  std::int64_t integer(const std::string& path, const JsonObject& object, std::string_view key,
                       std::int64_t min, std::int64_t max, std::int64_t otherwise) {
    const Json* value = object.if_contains(key);
    if (value == nullptr) return otherwise;
    auto number = as_integer(*value);
    if (!number) {
      wrong_type(join(path, key), "an integer", *value);
      return otherwise;
    }
    if (*number < min || *number > max) {
      fail(join(path, key), "out_of_range",
           fmt::format("Must be between {} and {}, is {}.", min, max, *number));
      return otherwise;
    }
    return *number;
  }

  bool boolean(const std::string& path, const JsonObject& object, std::string_view key) {
    const Json* value = object.if_contains(key);
    if (value == nullptr) return false;
    if (!value->is_bool()) wrong_type(join(path, key), "true or false", *value);
    return value->is_bool() && value->get_bool();
  }

  double number(const std::string& path, const JsonObject& object, std::string_view key) {
    const Json* value = object.if_contains(key);
    if (value == nullptr) return 0;
    if (!value->is_number()) {
      wrong_type(join(path, key), "a number", *value);
      return 0;
    }
    double found = value->to_number<double>();
    if (std::isfinite(found) && std::abs(found) <= 1e9) return found;
    fail(join(path, key), "out_of_range", "Must be between -1e9 and 1e9.");
    return 0;
  }

  // The member when it is an object; null counts as absent.
  const JsonObject* object(const std::string& path, const JsonObject& parent,
                           std::string_view key) {
    const Json* value = parent.if_contains(key);
    if (value == nullptr || value->is_null()) return nullptr;
    if (!value->is_object()) wrong_type(join(path, key), "an object", *value);
    return value->if_object();
  }

  const JsonArray* list(const JsonObject& parent, std::string_view key, std::size_t max) {
    const Json* value = parent.if_contains(key);
    if (value == nullptr) return nullptr;
    if (!value->is_array()) {
      wrong_type(std::string(key), "a list", *value);
      return nullptr;
    }
    if (value->get_array().size() <= max) return value->if_array();
    fail(std::string(key), "too_many",
         fmt::format("At most {} are allowed, there are {}.", max, value->get_array().size()));
    return nullptr;
  }

  static std::string join(const std::string& path, std::string_view key) {
    return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
  }
};

RetryPolicy read_retry(Reader& reader, const std::string& path, const JsonObject& node) {
  RetryPolicy retry;
  const JsonObject* object = reader.object(path, node, "retry");
  if (object == nullptr) return retry;
  auto here = path + ".retry";
  reader.only(here, *object, {"attempts", "backoff_ms", "max_backoff_ms"});
  retry.attempts = static_cast<int>(reader.integer(here, *object, "attempts", 1, 10, 1));
  retry.backoff_ms = reader.integer(here, *object, "backoff_ms", 0, kMaxWaitMs, retry.backoff_ms);
  retry.max_backoff_ms = reader.integer(here, *object, "max_backoff_ms", 0, kMaxWaitMs,
                                        std::max(retry.backoff_ms, retry.max_backoff_ms));
  if (retry.max_backoff_ms < retry.backoff_ms) {
    reader.fail(here + ".max_backoff_ms", "out_of_range",
                fmt::format("Must not be less than backoff_ms ({}).", retry.backoff_ms));
  }
  return retry;
}

std::optional<ToolSettings> read_tool(Reader& reader, const std::string& path,
                                      const JsonObject& node) {
  const JsonObject* object = reader.object(path, node, "tool");
  if (object == nullptr) return std::nullopt;
  auto here = path + ".tool";
  reader.only(here, *object, {"name", "description", "parameters", "needs_approval"});
  ToolSettings tool;
  tool.name = reader.text(here, *object, "name", kMaxTitle, false);
  tool.description = reader.text(here, *object, "description", kMaxDescription, false);
  tool.needs_approval = reader.boolean(here, *object, "needs_approval");
  if (const Json* parameters = object->if_contains("parameters")) tool.parameters = *parameters;
  return tool;
}

std::optional<PinnedOutput> read_pinned(Reader& reader, const std::string& path,
                                        const JsonObject& node) {
  const JsonObject* object = reader.object(path, node, "pinned");
  if (object == nullptr) return std::nullopt;
  auto here = path + ".pinned";
  reader.only(here, *object, {"output", "handle"});
  PinnedOutput pinned;
  pinned.handle = reader.text(here, *object, "handle", kMaxId, false, pinned.handle);
  const Json* output = object->if_contains("output");
  if (output == nullptr) {
    reader.fail(here + ".output", "required", "`output` is missing.");
    return pinned;
  }
  if (auto bytes = to_text(*output).size(); bytes > kMaxPinnedBytes) {
    reader.fail(here + ".output", "too_large",
                fmt::format("Pinned data has at most {} bytes, this has {}. Shorten it.",
                            kMaxPinnedBytes, bytes));
    return pinned;
  }
  pinned.output = *output;
  return pinned;
}

Node read_node(Reader& reader, const std::string& path, const JsonObject& object) {
  reader.only(path, object,
              {"id", "kind", "title", "position", "config", "retry", "timeout_ms", "disabled",
               "tool", "pinned"});
  Node node;
  node.id = reader.text(path, object, "id", kMaxId, true);
  if (!node.id.empty() && !is_node_id(node.id)) {
    reader.fail(path + ".id", "invalid_id",
                "Must begin with a lower-case letter and go on with at most 63 lower-case letters, "
                "digits and underscores, for example fetch_order.");
  }
  node.kind = reader.text(path, object, "kind", kMaxId, true);
  node.title = reader.text(path, object, "title", kMaxTitle, false);
  if (const JsonObject* position = reader.object(path, object, "position")) {
    auto here = path + ".position";
    reader.only(here, *position, {"x", "y"});
    node.position = {reader.number(here, *position, "x"), reader.number(here, *position, "y")};
  }
  if (const JsonObject* config = reader.object(path, object, "config")) node.config = *config;
  node.retry = read_retry(reader, path, object);
  const Json* timeout = object.if_contains("timeout_ms");
  if (timeout != nullptr && !timeout->is_null()) {
    node.timeout_ms = reader.integer(path, object, "timeout_ms", 1, kMaxWaitMs, kMaxWaitMs);
  }
  node.is_disabled = reader.boolean(path, object, "disabled");
  node.tool = read_tool(reader, path, object);
  node.pinned = read_pinned(reader, path, object);
  return node;
}

Edge read_edge(Reader& reader, const std::string& path, const JsonObject& object) {
  reader.only(path, object, {"id", "source", "source_handle", "target", "target_handle"});
  Edge edge;
  edge.source = reader.text(path, object, "source", kMaxId, true);
  edge.source_handle = reader.text(path, object, "source_handle", kMaxId, false, "out");
  edge.target = reader.text(path, object, "target", kMaxId, true);
  edge.target_handle = reader.text(path, object, "target_handle", kMaxId, false, "in");
  auto name =
      fmt::format("{}.{}-{}.{}", edge.source, edge.source_handle, edge.target, edge.target_handle);
  edge.id = reader.text(path, object, "id", kMaxId, false, name);
  return edge;
}

template <class Item, class Read>
std::vector<Item> read_list(Reader& reader, const JsonObject& object, std::string_view key,
                            std::size_t max, Read read) {
  std::vector<Item> items;
  const JsonArray* list = reader.list(object, key, max);
  if (list == nullptr) return items;
  items.reserve(list->size());
  for (std::size_t i = 0; i < list->size(); ++i) {
    auto path = fmt::format("{}[{}]", key, i);
    if (const JsonObject* item = (*list)[i].if_object()) {
      items.push_back(read(reader, path, *item));
    } else {
      reader.wrong_type(path, "an object", (*list)[i]);
    }
  }
  return items;
}

Json to_json(const ToolSettings& tool) {
  return JsonObject{{"name", tool.name},
                    {"description", tool.description},
                    {"parameters", tool.parameters},
                    {"needs_approval", tool.needs_approval}};
}

Json to_json(const Node& node) {
  JsonObject object{{"id", node.id}, {"kind", node.kind}};
  if (!node.title.empty()) object["title"] = node.title;
  object["position"] = JsonObject{{"x", number(node.position.x)}, {"y", number(node.position.y)}};
  object["config"] = node.config;
  if (node.retry != RetryPolicy{}) {
    object["retry"] = JsonObject{{"attempts", node.retry.attempts},
                                 {"backoff_ms", node.retry.backoff_ms},
                                 {"max_backoff_ms", node.retry.max_backoff_ms}};
  }
  if (node.timeout_ms) object["timeout_ms"] = *node.timeout_ms;
  if (node.is_disabled) object["disabled"] = true;
  if (node.tool) object["tool"] = to_json(*node.tool);
  if (node.pinned) {
    object["pinned"] = JsonObject{{"output", node.pinned->output}, {"handle", node.pinned->handle}};
  }
  return object;
}

}  // namespace

bool is_node_id(std::string_view text) {
  if (text.empty() || text.size() > 64 || text[0] < 'a' || text[0] > 'z') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

Result<Workflow> parse_workflow(const Json& value) {
  const JsonObject* object = value.if_object();
  if (object == nullptr) {
    return invalid_field("", "wrong_type",
                         fmt::format("A workflow is an object, not {}.", type_name(value)));
  }
  if (auto bytes = to_text(value).size(); bytes > kMaxWorkflowBytes) {
    return Error{
        ErrorCode::limit_exceeded,
        fmt::format("The workflow has {} bytes; at most {} are allowed.", bytes, kMaxWorkflowBytes),
        "workflow_too_large"};
  }
  Reader reader;
  reader.only("", *object, {"nodes", "edges", "notes"});
  Workflow workflow;
  workflow.nodes = read_list<Node>(reader, *object, "nodes", kMaxWorkflowNodes, read_node);
  workflow.edges = read_list<Edge>(reader, *object, "edges", kMaxWorkflowEdges, read_edge);
  if (const Json* notes = object->if_contains("notes")) workflow.notes = *notes;
  if (reader.errors.empty()) return workflow;
  const FieldError& first = reader.errors.front();
  auto message = fmt::format("The workflow has {} problem{}. The first: {}: {}",
                             reader.errors.size(), reader.errors.size() == 1 ? "" : "s",
                             first.field.empty() ? "workflow" : first.field, first.message);
  return Error{ErrorCode::invalid_argument, std::move(message), "workflow_malformed",
               std::move(reader.errors)};
}

Json to_json(const Workflow& workflow) {
  JsonArray nodes;
  for (const Node& node : workflow.nodes) nodes.push_back(to_json(node));
  JsonArray edges;
  for (const Edge& edge : workflow.edges) {
    edges.push_back(JsonObject{{"id", edge.id},
                               {"source", edge.source},
                               {"source_handle", edge.source_handle},
                               {"target", edge.target},
                               {"target_handle", edge.target_handle}});
  }
  JsonObject object{{"nodes", std::move(nodes)}, {"edges", std::move(edges)}};
  if (!workflow.notes.is_null()) object["notes"] = workflow.notes;
  return object;
}

}  // namespace elevaite::model
