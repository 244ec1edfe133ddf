#include "adapters/sql/sql_result.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/utf8.hpp"

namespace elevaite::adapters::sql {

void SqlResult::set_columns(const std::vector<std::string>& names) {
  has_columns_ = true;
  for (const std::string& raw : names) {
    std::string name = replace_invalid_utf8(raw);
    std::string unique = name;
    for (int n = 2; std::find(columns_.begin(), columns_.end(), unique) != columns_.end(); ++n) {
      unique = fmt::format("{}_{}", name, n);
    }
    columns_.push_back(std::move(unique));
  }
}

bool SqlResult::has_room(std::size_t bytes) {
  if (rows_.size() >= max_rows_ || bytes_ + bytes > max_bytes_) is_truncated_ = true;
  return !is_truncated_;
}

bool SqlResult::add_row(std::vector<Json> cells, std::size_t bytes) {
  if (!has_room(bytes)) return false;
  bytes_ += bytes;
  JsonObject row;
  row.reserve(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) row.emplace(columns_[i], std::move(cells[i]));
  rows_.push_back(std::move(row));
  return true;
}

Json SqlResult::take() {
  JsonObject out;
  out["columns"] = JsonArray(columns_.begin(), columns_.end());
  out["row_count"] = static_cast<std::int64_t>(rows_.size());
  out["rows"] = std::move(rows_);
  out["is_truncated"] = is_truncated_;
  out["affected"] = affected_;
  return out;
}

}  // namespace elevaite::adapters::sql
