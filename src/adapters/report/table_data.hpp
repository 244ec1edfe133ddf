// A table out of JSON rows: a ```table block, or an export.
#pragma once
#include "adapters/report/blocks.hpp"

namespace elevaite::adapters::report {

// {"title", "columns": ["name" | {"name", "title", "align", "format", "decimals", …}], "rows",
//  "total": true (the last row is one)}
Table read_table(std::string_view json, std::size_t line, const Locale& locale);

}  // namespace elevaite::adapters::report
