// The names that an expression may begin with. This is the only list of them: the checker of graphs
// admits these, the scope of a running step answers these (by a switch that the compiler checks),
// and docs/expressions.md is written from it.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace elevaite::expression {

enum class RootName : std::uint8_t {
  trigger,
  nodes,
  input,
  run,
  conversation,
  item,
  index,
  args,
};

enum class RootScope : std::uint8_t {
  everywhere,
  in_body,  // the nodes after a container's output `item`
  in_tool,  // a node that an agent uses as a tool
};

struct Root {
  RootName name;
  std::string_view text;
  RootScope scope;
  std::string_view spelling;  // as the documentation writes it
  std::string_view meaning;
};

std::span<const Root> roots();
// nullptr for a name that is none.
const Root* find_root(std::string_view text);

}  // namespace elevaite::expression
