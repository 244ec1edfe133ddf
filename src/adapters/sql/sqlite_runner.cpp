// SQL on a tenant's SQLite file. The file is opened for one query, on a pool thread, and whatever
// SQLite could do besides reading (or, if allowed, changing) that one file is switched off.
#include <fmt/format.h>
#include <sqlite3.h>

#include <cmath>

#include "adapters/sql/open.hpp"
#include "adapters/sql/sql_result.hpp"
#include "core/thread_pool.hpp"
#include "core/utf8.hpp"

namespace elevaite::adapters::sql {
namespace {

namespace fs = std::filesystem;
using SteadyTime = std::chrono::steady_clock::time_point;

struct SqliteDeleter {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using DatabaseHandle = std::unique_ptr<sqlite3, SqliteDeleter>;
using StatementHandle = std::unique_ptr<sqlite3_stmt, SqliteDeleter>;

Error denied(std::string message) {
  return Error{ErrorCode::permission_denied, std::move(message), "sql_denied"};
}

// What one query's callbacks need to know.
struct Watch {
  SteadyTime deadline;
  bool is_read_only = true;
  bool was_denied = false;
};

Error to_error(sqlite3* database, const Watch& watch) {
  int code = watch.was_denied ? SQLITE_AUTH : sqlite3_errcode(database);
  std::string message = replace_invalid_utf8(sqlite3_errmsg(database));
  switch (code) {
    case SQLITE_INTERRUPT:
      return Error{ErrorCode::timeout, "The query took longer than its timeout.", "timeout"};
    case SQLITE_AUTH:
    case SQLITE_READONLY:
      if (watch.is_read_only) return denied("The query may only read: one SELECT, nothing else.");
      return denied("The statement is not allowed: one SELECT, INSERT, UPDATE or DELETE.");
    case SQLITE_TOOBIG:
    case SQLITE_FULL:
    case SQLITE_NOMEM:
      return Error{ErrorCode::limit_exceeded, "A value or the SQL is too large.", "sql_too_large"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Error{ErrorCode::unavailable, "The SQLite file is locked by another writer.", "busy"};
    case SQLITE_CONSTRAINT:
      return conflict(fmt::format("The database refused the change: {}.", message));
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return invalid_field("credential", "file", "credential names a file that is no database.");
    default:
      return invalid_field("sql", "sql", fmt::format("The database refused the SQL: {}.", message));
  }
}

bool is_permitted(const Watch& watch, int action, const char* first, const char* second) {
  if (action == SQLITE_FUNCTION) return std::string_view(second) != "load_extension";
  if (action == SQLITE_INSERT || action == SQLITE_UPDATE || action == SQLITE_DELETE) {
    return !watch.is_read_only && !std::string_view(first).starts_with("sqlite_");
  }
  return action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_RECURSIVE;
}

int authorize(void* data, int action, const char* first, const char* second, const char*,
              const char*) {
  auto& watch = *static_cast<Watch*>(data);
  if (is_permitted(watch, action, first, second)) return SQLITE_OK;
  watch.was_denied = true;
  return SQLITE_DENY;
}

int is_past_deadline(void* data) {
  return std::chrono::steady_clock::now() >= static_cast<Watch*>(data)->deadline ? 1 : 0;
}

void restrict_connection(sqlite3* database, Watch& watch) {
  int ignored = 0;
  sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, &ignored);
  sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &ignored);
  sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, &ignored);
  sqlite3_limit(database, SQLITE_LIMIT_LENGTH, 4 << 20);
  sqlite3_limit(database, SQLITE_LIMIT_SQL_LENGTH, 100'000);
  sqlite3_limit(database, SQLITE_LIMIT_COLUMN, 200);
  sqlite3_limit(database, SQLITE_LIMIT_EXPR_DEPTH, 200);
  sqlite3_limit(database, SQLITE_LIMIT_COMPOUND_SELECT, 100);
  sqlite3_limit(database, SQLITE_LIMIT_VDBE_OP, 250'000);
  sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(database, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1'000);
  sqlite3_limit(database, SQLITE_LIMIT_TRIGGER_DEPTH, 10);
  sqlite3_limit(database, SQLITE_LIMIT_WORKER_THREADS, 0);
  sqlite3_set_authorizer(database, authorize, &watch);
  sqlite3_busy_timeout(database, 2'000);
  sqlite3_progress_handler(database, 2'000, is_past_deadline, &watch);
}

std::string hex_text(const unsigned char* bytes, std::size_t size) {
  std::string out = "\\x";
  out.reserve(2 + 2 * size);
  for (std::size_t i = 0; i < size; ++i) out += fmt::format("{:02x}", bytes[i]);
  return out;
}

bool is_boolean_column(sqlite3_stmt* statement, int column) {
  const char* type = sqlite3_column_decltype(statement, column);
  return type != nullptr &&
         (sqlite3_stricmp(type, "boolean") == 0 || sqlite3_stricmp(type, "bool") == 0);
}

Json column_value(sqlite3_stmt* statement, int column) {
  auto size = [&] { return static_cast<std::size_t>(sqlite3_column_bytes(statement, column)); };
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: {
      std::int64_t number = sqlite3_column_int64(statement, column);
      if ((number == 0 || number == 1) && is_boolean_column(statement, column)) return number == 1;
      return number;
    }
    case SQLITE_FLOAT: {
      double number = sqlite3_column_double(statement, column);
      if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
      return number;
    }
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      return Json(replace_invalid_utf8(std::string_view(text, size())));
    }
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const unsigned char*>(sqlite3_column_blob(statement, column));
      return Json(hex_text(bytes, size()));
    }
    default:
      return nullptr;
  }
}

int bind_value(sqlite3_stmt* statement, int index, const Json& value) {
  switch (value.kind()) {
    case boost::json::kind::null:
      return sqlite3_bind_null(statement, index);
    case boost::json::kind::bool_:
      return sqlite3_bind_int(statement, index, value.get_bool() ? 1 : 0);
    case boost::json::kind::int64:
      return sqlite3_bind_int64(statement, index, value.get_int64());
    case boost::json::kind::uint64:
      return sqlite3_bind_double(statement, index, static_cast<double>(value.get_uint64()));
    case boost::json::kind::double_:
      return sqlite3_bind_double(statement, index, value.get_double());
    case boost::json::kind::string:
    case boost::json::kind::array:
    case boost::json::kind::object:
      break;
  }
  std::string text = display_text(value);
  return sqlite3_bind_text64(statement, index, text.data(), text.size(), SQLITE_TRANSIENT,
                             SQLITE_UTF8);
}

// The number of the value for a placeholder: "$3" and "?3" say it, "?" takes the place it has.
Result<std::size_t> value_number(sqlite3_stmt* statement, int index) {
  const char* name = sqlite3_bind_parameter_name(statement, index);
  if (name == nullptr) return static_cast<std::size_t>(index);
  std::string_view text(name);
  std::size_t number = 0;
  for (char c : text.substr(1)) {
    if (c < '0' || c > '9' || number > 10'000) number = 20'000;
    if (number <= 10'000) number = number * 10 + static_cast<std::size_t>(c - '0');
  }
  if ((text.front() != '$' && text.front() != '?') || number == 0 || number > 10'000) {
    return invalid_field("sql", "placeholder",
                         fmt::format("{} is no placeholder: write $1, $2 and so on.", text));
  }
  return number;
}

Result<void> bind_params(sqlite3* database, sqlite3_stmt* statement, const ports::SqlQuery& query,
                         const Watch& watch) {
  std::size_t highest = 0;
  for (int index = 1; index <= sqlite3_bind_parameter_count(statement); ++index) {
    TRY(std::size_t number, value_number(statement, index));
    highest = std::max(highest, number);
    if (number > query.params.size()) continue;
    if (bind_value(statement, index, query.params[number - 1]) != SQLITE_OK) {
      return to_error(database, watch);
    }
  }
  if (highest != query.params.size()) {
    return invalid_field(
        "params", "count",
        fmt::format("The SQL has placeholders up to ${}, but params has {} values.", highest,
                    query.params.size()));
  }
  return {};
}

Result<StatementHandle> prepare_only_statement(sqlite3* database, const ports::SqlQuery& query,
                                               const Watch& watch) {
  sqlite3_stmt* raw = nullptr;
  const char* tail = nullptr;
  const char* end = query.sql.data() + query.sql.size();
  if (query.sql.find('\0') != std::string::npos) {
    return invalid_field("sql", "nul", "sql must not hold a NUL character.");
  }
  if (sqlite3_prepare_v2(database, query.sql.c_str(), static_cast<int>(query.sql.size()) + 1, &raw,
                         &tail) != SQLITE_OK) {
    return to_error(database, watch);
  }
  StatementHandle statement(raw);
  if (!statement) return invalid_field("sql", "empty", "sql holds no statement.");
  while (tail < end) {
    const char* before = tail;
    sqlite3_stmt* more = nullptr;
    int code = sqlite3_prepare_v2(database, tail, -1, &more, &tail);
    StatementHandle second(more);
    if (code != SQLITE_OK || second) {
      return invalid_field("sql", "multiple_statements", "sql must hold exactly one statement.");
    }
    if (tail == before) break;
  }
  return statement;
}

Result<Json> read_rows(sqlite3* database, sqlite3_stmt* statement, const ports::SqlQuery& query,
                       const Watch& watch, std::size_t max_bytes) {
  SqlResult result(query.max_rows, max_bytes);
  int count = sqlite3_column_count(statement);
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) names.emplace_back(sqlite3_column_name(statement, i));
  result.set_columns(names);
  int code = sqlite3_step(statement);
  while (code == SQLITE_ROW) {
    std::vector<Json> cells;
    std::size_t bytes = 0;
    for (int i = 0; i < count; ++i) {
      cells.push_back(column_value(statement, i));
      bytes += 8 + static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
    }
    if (!result.add_row(std::move(cells), bytes)) break;
    code = sqlite3_step(statement);
  }
  if (code != SQLITE_ROW && code != SQLITE_DONE) return to_error(database, watch);
  if (!query.is_read_only) result.set_affected(sqlite3_total_changes64(database));
  return result.take();
}

class SqliteRunner final : public ports::SqlRunner {
 public:
  explicit SqliteRunner(SqlRunnerOptions options) : options_(std::move(options)) {}

  Task<Result<Json>> run(ports::SqlQuery query) override {
    auto deadline = std::chrono::steady_clock::now() + query.timeout;
    auto work = [this, query = std::move(query), deadline] { return execute(query, deadline); };
    co_return co_await threads_.run<Json>(std::move(work));
  }

 private:
  // A plain file below the directory, reached through no link.
  Result<fs::path> find_file(const Json& connection) const {
    auto name = find_string(connection, "file");
    auto refused = [](std::string_view why) {
      return invalid_field("credential.file", "file", fmt::format("credential.file {}.", why));
    };
    if (!name || name->empty()) return refused("is missing");
    if (options_.sqlite_directory.empty()) {
      return denied("SQLite files are not enabled here: set the directory of SQLite files.");
    }
    fs::path relative(*name);
    bool is_inside = relative.is_relative() && name->find('\0') == std::string_view::npos;
    for (const fs::path& part : relative) is_inside = is_inside && part != ".." && part != ".";
    if (!is_inside) return denied("credential.file must be a name inside the SQLite directory.");
    std::error_code failure;
    fs::path root = fs::canonical(options_.sqlite_directory, failure);
    if (failure) return refused("is not there");
    fs::path file = fs::canonical(root / relative, failure);
    if (failure || !fs::is_regular_file(file, failure)) return refused("is not there");
    if (file != root / relative) {
      return denied("credential.file must not lead through a symbolic link.");
    }
    return file;
  }

  Result<Json> execute(const ports::SqlQuery& query, SteadyTime deadline) const {
    bool is_read_only = query.is_read_only || !options_.allows_sqlite_writes;
    if (is_read_only != query.is_read_only) {
      return denied("SQLite files may only be read here: switch read_only on.");
    }
    TRY(fs::path file, find_file(query.connection));
    int mode = is_read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    sqlite3* raw = nullptr;
    int code = sqlite3_open_v2(
        file.c_str(), &raw,
        mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_NOFOLLOW, nullptr);
    DatabaseHandle database(raw);
    if (code != SQLITE_OK) {
      return Error{ErrorCode::unavailable, "The SQLite file cannot be opened.", "sqlite_open"};
    }
    Watch watch{deadline, is_read_only};
    restrict_connection(database.get(), watch);
    TRY(StatementHandle statement, prepare_only_statement(database.get(), query, watch));
    CHECK(bind_params(database.get(), statement.get(), query, watch));
    return read_rows(database.get(), statement.get(), query, watch, options_.max_result_bytes);
  }

  SqlRunnerOptions options_;
  mutable ThreadPool threads_{4, 256};
};

}  // namespace

std::unique_ptr<ports::SqlRunner> open_sqlite_runner(SqlRunnerOptions options) {
  return std::make_unique<SqliteRunner>(std::move(options));
}

}  // namespace elevaite::adapters::sql
