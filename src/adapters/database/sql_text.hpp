// What the adapters need to know about a statement's text; no parser.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace elevaite::adapters::database {

// Whether the statement begins with SELECT or WITH: such a one may be a read.
bool may_read(std::string_view sql);
// Whether the statement begins with SELECT: such a one can be sent twice without harm.
bool is_select(std::string_view sql);

// The statement rewritten so that PostgreSQL answers the number of affected rows, and fails with
// division_by_zero when there is none.
std::string guarded(std::string_view sql);

// The types in "$rows(uuid, bigint)", in their order; empty when the statement takes no rows.
std::vector<std::string_view> row_types(std::string_view sql);
// The statement with "$rows(…)" as what each database makes a table of parameters with.
std::string with_unnested_rows(std::string_view sql);  // PostgreSQL: an array a column
std::string with_one_row(std::string_view sql);        // SQLite: executed row by row

struct ScriptStatement {
  std::string_view sql;
  int line = 1;  // of its first word, from 1
};
// Splits at semicolons outside of quotes, dollar quotes and comments.
std::vector<ScriptStatement> split_script(std::string_view script);

// "statement on line 12 (CREATE TABLE users …)".
std::string describe(const ScriptStatement& statement);

}  // namespace elevaite::adapters::database
