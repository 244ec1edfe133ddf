// The rows of an export by column, checked.
#pragma once
#include "ports/report.hpp"

namespace elevaite::adapters::report {

inline constexpr std::size_t kMaxExportColumns = 1000;

// The columns as given, or else the members of all rows in the order they first appear. Every row
// must be an object or a list.
Result<std::vector<std::string>> export_columns(const ports::TableExport& table);

// null when the row has no such cell.
const Json& export_cell(const Json& row, const std::string& column, std::size_t index);

}  // namespace elevaite::adapters::report
