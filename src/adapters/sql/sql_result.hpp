// Gathers the rows of an answer within its limits, in the shape of ports::SqlRunner.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"

namespace elevaite::adapters::sql {

class SqlResult {
 public:
  SqlResult(std::size_t max_rows, std::size_t max_bytes)
      : max_rows_(max_rows), max_bytes_(max_bytes) {}

  // A repeated name gets a number ("id", "id_2"), lest a column hide another.
  void set_columns(const std::vector<std::string>& names);
  bool has_columns() const { return has_columns_; }

  // Whether a row of that size would be taken; if not, the answer counts as truncated from here on.
  bool has_room(std::size_t bytes);
  // False, and the answer counts as truncated, when the row is one too many. `bytes` is the size of
  // the row as the database sent it.
  bool add_row(std::vector<Json> cells, std::size_t bytes);
  void set_affected(std::int64_t affected) { affected_ = affected; }

  Json take();

 private:
  std::size_t max_rows_;
  std::size_t max_bytes_;
  std::size_t bytes_ = 0;
  bool has_columns_ = false;
  bool is_truncated_ = false;
  std::int64_t affected_ = 0;
  std::vector<std::string> columns_;
  JsonArray rows_;
};

}  // namespace elevaite::adapters::sql
