// How much of a document is read. What is beyond a limit is an error, never left out in silence.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/result.hpp"

namespace elevaite::adapters::parser {

struct ParseLimits {
  std::size_t bytes = 32 << 20;            // of the document as it comes
  std::size_t text_bytes = 16 << 20;       // of the text that comes out
  std::size_t inflated_bytes = 128 << 20;  // of all that is unpacked of an archive
  std::size_t entries = 10'000;            // of an archive
  std::int64_t pages = 5'000;
  std::size_t depth = 256;  // of what is nested
};

Error too_large(std::string_view what, std::size_t limit, std::string_view unit);

}  // namespace elevaite::adapters::parser
