// XML as a stream of elements and text. No document type is taken, so there are no entities to
// expand, and nothing is loaded from elsewhere.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "adapters/parser/limits.hpp"

namespace elevaite::adapters::parser {

// Names come without their namespace's prefix.
class XmlEvents {
 public:
  virtual ~XmlEvents() = default;
  using Attribute = std::function<std::string(std::string_view name)>;  // "" when absent
  virtual void begin(std::string_view name, const Attribute& attribute) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void text(std::string_view text) = 0;
};

// `part` names what is read, in messages. Errors: invalid_argument (names the line),
// limit_exceeded (nested too deeply).
Result<void> read_xml(std::string_view xml, std::string_view part, const ParseLimits& limits,
                      XmlEvents& events);

}  // namespace elevaite::adapters::parser
