// Statements that read the first rows of an index, out of a table that is now empty and now holds
// 100,000 rows of work. When PostgreSQL analysed it last it may have been empty: then the planner
// believes in a few rows, and reads and sorts all of them.
#pragma once
#include <vector>

#include "ports/database.hpp"

namespace elevaite::ports {

// What a batch of such statements begins with; nothing where the planner needs no help. It holds
// for the transaction.
std::vector<Statement> by_index(const Database& database);

// Asks one such question, in the system's scope; where the planner needs no help, without a
// transaction, so that SQLite reads it beside its writer.
Task<Result<Rows>> query_by_index(Database& database, Statement statement);

}  // namespace elevaite::ports
