// Markdown as blocks.
#pragma once
#include "adapters/report/blocks.hpp"
#include "adapters/report/failure.hpp"

namespace elevaite::adapters::report {

// GitHub's tables, task lists and strike-through are understood; HTML is shown as it was written,
// a picture by its description. Throws Failure.
std::vector<Block> parse_markdown(std::string_view markdown, const Locale& locale,
                                  const Deadline& deadline);

}  // namespace elevaite::adapters::report
