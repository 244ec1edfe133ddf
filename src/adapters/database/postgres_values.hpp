// Parameters to PostgreSQL's binary format, results from its text format.
#pragma once
#include <array>
#include <vector>

#include "ports/database.hpp"

struct pg_result;

namespace elevaite::adapters::database {

using PostgresType = unsigned int;  // libpq's Oid; 0 lets the server infer it (NULL)

PostgresType postgres_type(const ports::SqlValue& value);
// The type of an array of elements of the type that SQL calls so; 0 when there is none.
PostgresType postgres_array_type(std::string_view element);

// The arrays libpq wants. They point into the encoded parameters, which must outlive the use.
class EncodedParams {
 public:
  void encode(const std::vector<ports::SqlValue>& params);
  // `params` are rows, one after another: an array a column, of these types.
  void encode_rows(const std::vector<ports::SqlValue>& params,
                   const std::vector<PostgresType>& types);
  int count() const { return static_cast<int>(values_.size()); }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
  std::vector<std::array<char, 8>> numbers_;
  std::vector<std::string> arrays_;
};

ports::Rows decode_rows(const pg_result* result);
// The answer of a guarded statement: the number of affected rows in its first cell.
ports::Rows decode_guarded(const pg_result* result);

}  // namespace elevaite::adapters::database
