// What an expression can see. Values are borrowed, so that a path into a large value copies nothing
// but the part it names.
#pragma once
#include "core/json.hpp"
#include "core/time.hpp"

namespace elevaite::expression {

class Context {
 public:
  virtual ~Context() = default;

  // The value of a root name (trigger, run, item …), or nullptr when there is none. The value must
  // not change or move while an evaluation that uses this context goes on.
  virtual const Json* find_root(std::string_view name) const = 0;

  // The output of a node, for paths that start with `nodes.<id>`. Override it to keep the outputs
  // apart instead of in one object.
  virtual const Json* find_node(std::string_view id) const {
    const Json* nodes = find_root("nodes");
    return nodes == nullptr ? nullptr : find(*nodes, id);
  }

  // The instant that now() answers. A replay must give the same one again.
  virtual Instant now() const = 0;
};

// A context over one JSON object whose members are the roots.
class ObjectContext final : public Context {
 public:
  explicit ObjectContext(JsonObject roots, Instant now = {})
      : roots_(std::move(roots)), now_(now) {}
  const Json* find_root(std::string_view name) const override { return roots_.if_contains(name); }
  Instant now() const override { return now_; }

 private:
  JsonObject roots_;
  Instant now_;
};

}  // namespace elevaite::expression
