// $ref and its kin: where they lead, and whether one leads back to itself.
#include <fmt/format.h>

#include <charconv>

#include "core/json_schema/compiler.hpp"

namespace elevaite::json_schema {
namespace {

std::string percent_decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned code = 0;
    bool is_escape = text[i] == '%' && i + 2 < text.size() &&
                     std::from_chars(&text[i + 1], &text[i] + 3, code, 16).ptr == &text[i] + 3;
    out += is_escape ? static_cast<char>(code) : text[i];
    i += is_escape ? 2 : 0;
  }
  return out;
}

std::string unescape(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] == '~' && i + 1 < token.size()) {
      out += token[++i] == '1' ? '/' : '~';
    } else {
      out += token[i];
    }
  }
  return out;
}

// The value at a location "#/a/b" of the document, or nullptr.
const Json* value_at(const Json& document, std::string_view location) {
  const Json* value = &document;
  auto rest = location.substr(1);
  while (!rest.empty() && value != nullptr) {
    rest.remove_prefix(1);
    auto end = std::min(rest.find('/'), rest.size());
    auto token = unescape(rest.substr(0, end));
    rest.remove_prefix(end);
    if (value->is_array()) {
      std::size_t index = 0;
      auto read = std::from_chars(token.data(), token.data() + token.size(), index);
      bool is_index = read.ec == std::errc{} && read.ptr == token.data() + token.size();
      value = is_index && index < value->get_array().size() ? &value->get_array()[index] : nullptr;
    } else {
      value = find(*value, token);
    }
  }
  return value;
}

}  // namespace

void Compiler::resolve_references() {
  // A reference may lead to a place that no keyword leads to, whose schema may hold references
  // again.
  for (std::size_t i = 0; i < pending_.size(); ++i) {
    PendingReference pending = pending_[i];
    int target = resolve(pending);
    if (target == kNone) continue;
    out_.nodes[static_cast<std::size_t>(pending.node)].references.push_back(target);
  }
}

int Compiler::resolve(const PendingReference& pending) {
  auto hash = pending.reference.find('#');
  auto base = pending.reference.substr(0, hash);
  auto fragment =
      hash == std::string::npos ? "" : percent_decode(pending.reference.substr(hash + 1));
  std::string resource = pending.place.resource;
  if (!base.empty()) {
    auto known = resources_.find(base);
    if (known == resources_.end()) {
      fail(pending.place, "$ref",
           fmt::format("`{}` is outside of this schema. Only references within it, such as "
                       "#/$defs/name, can be used.",
                       pending.reference.substr(0, 200)));
      return kNone;
    }
    resource = known->second;
  }
  if (!fragment.empty() && fragment[0] != '/') {
    auto anchor = anchors_.find(resource + "#" + fragment);
    if (anchor != anchors_.end()) return anchor->second;
  } else {
    std::string location = resource + fragment;
    if (auto known = by_location_.find(location); known != by_location_.end()) return known->second;
    if (const Json* schema = value_at(document_, location)) {
      return add(*schema, {location, resource, pending.place.depth + 1});
    }
  }
  fail(pending.place, "$ref",
       fmt::format("`{}` names nothing in this schema.", pending.reference.substr(0, 200)));
  return kNone;
}

// The schemas that are applied to the same value as this one.
std::vector<int> Compiler::in_place_children(int index) const {
  const SchemaNode& node = out_.nodes[static_cast<std::size_t>(index)];
  std::vector<int> children = node.references;
  for (const auto* list : {&node.all_of, &node.any_of, &node.one_of}) {
    children.insert(children.end(), list->begin(), list->end());
  }
  for (int child : {node.negated, node.condition, node.then_schema, node.else_schema}) {
    if (child != kNone) children.push_back(child);
  }
  for (const auto& dependent : node.dependent_schemas) children.push_back(dependent.second);
  return children;
}

// Depth first, by hand: a chain of references may be long.
void Compiler::refuse_loops() {
  enum class Mark : std::uint8_t { unseen, on_path, done };
  struct Visit {
    int node;
    std::vector<int> children;
    std::size_t next = 0;
  };
  std::vector<Mark> marks(out_.nodes.size(), Mark::unseen);
  std::vector<Visit> path;
  auto enter = [&](int node) {
    marks[static_cast<std::size_t>(node)] = Mark::on_path;
    path.push_back({node, in_place_children(node)});
  };
  for (std::size_t start = 0; start < marks.size(); ++start) {
    if (marks[start] == Mark::unseen) enter(static_cast<int>(start));
    while (!path.empty()) {
      Visit& visit = path.back();
      if (visit.next == visit.children.size()) {
        marks[static_cast<std::size_t>(visit.node)] = Mark::done;
        path.pop_back();
        continue;
      }
      int child = visit.children[visit.next++];
      Mark mark = marks[static_cast<std::size_t>(child)];
      if (mark == Mark::unseen) {
        enter(child);
      } else if (mark == Mark::on_path) {
        const std::string& location = out_.nodes[static_cast<std::size_t>(visit.node)].location;
        return fail({location, ""}, "",
                    fmt::format("This leads back to {} for the same value, without end.",
                                out_.nodes[static_cast<std::size_t>(child)].location));
      }
    }
  }
}

}  // namespace elevaite::json_schema
