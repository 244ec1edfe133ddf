#include "core/expression/roots.hpp"

#include <algorithm>
#include <array>

namespace elevaite::expression {
namespace {

constexpr std::array kRoots{
    Root{RootName::trigger, "trigger", RootScope::everywhere, "trigger",
         "what started the run: a message, the body of a request"},
    Root{RootName::nodes, "nodes", RootScope::everywhere, "nodes.<id>",
         "the output of an earlier node"},
    Root{RootName::input, "input", RootScope::everywhere, "input",
         "what arrives at this node: the output of the node before it, an object by node id where "
         "several lead here, the arguments in a tool"},
    Root{RootName::run, "run", RootScope::everywhere, "run",
         "the run itself: its `id` and when it began (`started_at`)"},
    Root{RootName::conversation, "conversation", RootScope::everywhere, "conversation",
         "the conversation (its `id`), when the run answers one"},
    Root{RootName::item, "item", RootScope::in_body, "item",
         "inside the body of a for-each: the item"},
    Root{RootName::index, "index", RootScope::in_body, "index",
         "inside the body of a for-each: the item's number, from 0"},
    Root{RootName::args, "args", RootScope::in_tool, "args",
         "in a node that an agent uses as a tool: the arguments the model gave"},
};

}  // namespace

std::span<const Root> roots() { return kRoots; }

const Root* find_root(std::string_view text) {
  auto found = std::find_if(kRoots.begin(), kRoots.end(),
                            [text](const Root& root) { return root.text == text; });
  return found == kRoots.end() ? nullptr : &*found;
}

}  // namespace elevaite::expression
