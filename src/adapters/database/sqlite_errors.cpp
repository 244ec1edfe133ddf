#include "adapters/database/sqlite_errors.hpp"

#include <re2/re2.h>
#include <sqlite3.h>

#include <cctype>

namespace elevaite::adapters::database {
namespace {

// "UNIQUE constraint failed: members.tenant_id, members.user_id" → what follows the colon.
std::string after_colon(const std::string& message) {
  auto colon = message.find(": ");
  return colon == std::string::npos ? std::string() : message.substr(colon + 2);
}

struct ViolatedColumns {
  std::string table;
  std::vector<std::string> columns;
};

ViolatedColumns parse_columns(const std::string& list) {
  ViolatedColumns violated;
  std::size_t at = 0;
  while (at < list.size()) {
    auto end = std::min(list.find(", ", at), list.size());
    auto dot = list.find('.', at);
    if (dot < end) {
      violated.table = list.substr(at, dot - at);
      violated.columns.push_back(list.substr(dot + 1, end - dot - 1));
    }
    at = end + 2;
  }
  return violated;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const auto& part : parts) {
    if (!text.empty()) text += separator;
    text += part;
  }
  return text;
}

// The first column of the first row, or an empty text.
std::string first_text(sqlite3* db, const char* sql, const std::vector<std::string>& params) {
  sqlite3_stmt* handle = nullptr;
  std::string text;
  if (sqlite3_prepare_v2(db, sql, -1, &handle, nullptr) == SQLITE_OK) {
    int at = 0;
    for (const auto& param : params) {
      sqlite3_bind_text(handle, ++at, param.c_str(), -1, SQLITE_STATIC);
    }
    if (sqlite3_step(handle) == SQLITE_ROW && sqlite3_column_bytes(handle, 0) > 0) {
      text = reinterpret_cast<const char*>(sqlite3_column_text(handle, 0));
    }
  }
  sqlite3_finalize(handle);
  return text;
}

// The name of the unique index over these columns; empty when it was made by a UNIQUE clause.
std::string index_name(sqlite3* db, const ViolatedColumns& violated) {
  constexpr const char* kSql =
      "SELECT l.name FROM pragma_index_list(?1) l WHERE l.\"unique\" AND l.origin = 'c' AND "
      "(SELECT group_concat(name, ',') FROM (SELECT name FROM pragma_index_info(l.name) "
      "ORDER BY seqno)) = ?2 LIMIT 1";
  return first_text(db, kSql, {violated.table, joined(violated.columns, ",")});
}

// SQLite forgets the name of `CONSTRAINT name UNIQUE (columns)`, but keeps the table's text.
std::string constraint_name(sqlite3* db, const ViolatedColumns& violated) {
  static const RE2 kClause(R"((?i)CONSTRAINT\s+(\w+)\s+UNIQUE\s*\(([^)]*)\))");
  auto table = first_text(db, "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?1",
                          {violated.table});
  re2::StringPiece rest(table);
  std::string name;
  std::string columns;
  while (RE2::FindAndConsume(&rest, kClause, &name, &columns)) {
    std::erase_if(columns, [](unsigned char c) { return std::isspace(c) != 0; });
    if (columns == joined(violated.columns, ",")) return name;
  }
  return {};
}

// The name PostgreSQL gives to such a constraint, so that callers see one name for both.
std::string unique_reason(sqlite3* db, int code, const std::string& list) {
  if (list.starts_with("index '") && list.size() > 8) return list.substr(7, list.size() - 8);
  auto violated = parse_columns(list);
  if (code == SQLITE_CONSTRAINT_PRIMARYKEY) return violated.table + "_pkey";
  if (auto name = index_name(db, violated); !name.empty()) return name;
  if (auto name = constraint_name(db, violated); !name.empty()) return name;
  return violated.table + "_" + joined(violated.columns, "_") + "_key";
}

Error constraint_error(sqlite3* db, int code, const std::string& message) {
  auto detail = after_colon(message);
  std::string reason = detail;
  if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
      code == SQLITE_CONSTRAINT_ROWID) {
    reason = unique_reason(db, code, detail);
  } else if (code == SQLITE_CONSTRAINT_FOREIGNKEY) {
    reason = "foreign_key";
  }
  return Error{ErrorCode::conflict, "The database refused the change: " + message + ".", reason};
}

}  // namespace

Error sqlite_error(sqlite3* db) {
  int code = sqlite3_extended_errcode(db);
  std::string message = sqlite3_errmsg(db);
  switch (code & 0xFF) {
    case SQLITE_CONSTRAINT:
      return constraint_error(db, code, message);
    case SQLITE_INTERRUPT:
      return Error{ErrorCode::timeout, "The database took too long for a statement.", "timeout"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Error{ErrorCode::unavailable, "The database is locked by another process.", "busy"};
    case SQLITE_FULL:
      return Error{ErrorCode::unavailable, "The disk of the database is full.", "disk_full"};
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return Error{ErrorCode::unavailable, "The database file cannot be used: " + message + "."};
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
      return Error{ErrorCode::invalid_argument,
                   "The database cannot hold a value: " + message + "."};
    default:
      return internal_error("The database refused a statement: " + message + ".");
  }
}

}  // namespace elevaite::adapters::database
