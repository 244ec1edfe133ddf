#include "adapters/report/table_rows.hpp"

#include <fmt/format.h>

#include <set>

namespace elevaite::adapters::report {
namespace {

Error wrong_rows(std::string message) { return invalid_field("rows", "rows", std::move(message)); }

void add_members(const JsonObject& row, std::set<std::string, std::less<>>& known,
                 std::vector<std::string>& columns) {
  for (const auto& member : row) {
    std::string_view name(member.key().data(), member.key().size());
    if (known.contains(name)) continue;
    known.emplace(name);
    columns.emplace_back(name);
  }
}

}  // namespace

Result<std::vector<std::string>> export_columns(const ports::TableExport& table) {
  std::vector<std::string> columns = table.columns;
  std::set<std::string, std::less<>> known;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Json& row = table.rows[i];
    if (const JsonArray* list = row.if_array()) {
      longest = std::max(longest, list->size());
    } else if (const JsonObject* object = row.if_object()) {
      if (table.columns.empty()) add_members(*object, known, columns);
    } else {
      return wrong_rows(fmt::format("Row {} is neither an object nor a list.", i + 1));
    }
    if (columns.size() > kMaxExportColumns || longest > kMaxExportColumns) {
      return wrong_rows(fmt::format("A table has at most {} columns.", kMaxExportColumns));
    }
  }
  if (!table.columns.empty() && longest > columns.size()) {
    return wrong_rows(fmt::format("A row has {} cells for {} columns.", longest, columns.size()));
  }
  for (std::size_t i = columns.size(); i < longest; ++i) {
    columns.push_back(fmt::format("column_{}", i + 1));
  }
  return columns;
}

const Json& export_cell(const Json& row, const std::string& column, std::size_t index) {
  static const Json kNull;
  if (const JsonObject* object = row.if_object()) {
    const Json* found = object->if_contains(column);
    return found == nullptr ? kNull : *found;
  }
  const JsonArray& list = row.get_array();
  return index < list.size() ? list[index] : kNull;
}

}  // namespace elevaite::adapters::report
