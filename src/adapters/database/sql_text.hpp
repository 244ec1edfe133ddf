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

struct ScriptStatement {
  std::string_view sql;
  int line = 1;  // of its first word, from 1
};
// Splits at semicolons outside of quotes, dollar quotes and comments.
std::vector<ScriptStatement> split_script(std::string_view script);

// "statement on line 12 (CREATE TABLE users …)".
std::string describe(const ScriptStatement& statement);

}  // namespace elevaite::adapters::database
