#include "adapters/database/sqlite_connection.hpp"

#include <sqlite3.h>

#include <charconv>
#include <cstring>

#include "adapters/database/sql_text.hpp"
#include "adapters/database/sqlite_errors.hpp"

namespace elevaite::adapters::database {
namespace {

constexpr Duration kStatementLimit = 30s;
constexpr std::size_t kMaxStatements = 1000;

Error wrong_parameters(std::string_view sql, std::size_t given) {
  return internal_error("The statement was given " + std::to_string(given) +
                        " parameters, which are not the ones it names: " + std::string(sql));
}

// Resets the statement on every way out, so that it holds no lock and no pointer to a parameter.
struct Reset {
  sqlite3_stmt* handle;
  ~Reset() {
    sqlite3_reset(handle);
    sqlite3_clear_bindings(handle);
  }
};

int bind_value(sqlite3_stmt* handle, int position, const ports::SqlValue& value) {
  struct Binder {
    sqlite3_stmt* handle;
    int at;
    int operator()(std::monostate) const { return sqlite3_bind_null(handle, at); }
    int operator()(bool v) const { return sqlite3_bind_int(handle, at, v ? 1 : 0); }
    int operator()(std::int64_t v) const { return sqlite3_bind_int64(handle, at, v); }
    int operator()(double v) const { return sqlite3_bind_double(handle, at, v); }
    int operator()(const std::string& v) const {
      return sqlite3_bind_text64(handle, at, v.data(), v.size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    int operator()(const ports::Bytes& v) const {
      // A null pointer would bind NULL.
      return sqlite3_bind_blob64(handle, at,
                                 v.empty() ? reinterpret_cast<const std::uint8_t*>("") : v.data(),
                                 v.size(), SQLITE_STATIC);
    }
    int operator()(const Uuid& v) const {
      return sqlite3_bind_blob64(handle, at, v.bytes.data(), v.bytes.size(), SQLITE_STATIC);
    }
  };
  return std::visit(Binder{handle, position}, value);
}

}  // namespace

SqliteConnection::~SqliteConnection() {
  drop_statements();
  sqlite3_close_v2(db_);
}

void SqliteConnection::drop_statements() {
  for (auto& [address, cached] : statements_) sqlite3_finalize(cached.handle);
  statements_.clear();
}

Error SqliteConnection::last_error() const { return sqlite_error(db_); }

bool SqliteConnection::last_error_was_io() const {
  return (sqlite3_extended_errcode(db_) & 0xFF) == SQLITE_IOERR;
}

bool SqliteConnection::in_transaction() const { return sqlite3_get_autocommit(db_) == 0; }

void SqliteConnection::checkpoint() {
  sqlite3_wal_checkpoint_v2(db_, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

Result<SqliteConnection::Cached*> SqliteConnection::prepare(std::string_view sql) {
  auto hash = std::hash<std::string_view>{}(sql);
  if (auto found = statements_.find(sql.data()); found != statements_.end()) {
    if (found->second.size == sql.size() && found->second.hash == hash) return &found->second;
    sqlite3_finalize(found->second.handle);
    statements_.erase(found);
  }
  if (statements_.size() >= kMaxStatements) drop_statements();
  Cached cached{nullptr, sql.size(), hash, !row_types(sql).empty(), {}, {}};
  auto text = with_one_row(sql);
  if (sqlite3_prepare_v3(db_, text.data(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT,
                         &cached.handle, nullptr) != SQLITE_OK) {
    return last_error();
  }
  if (cached.handle == nullptr) return internal_error("The statement is empty.");
  auto described = describe_parameters(cached);
  if (!described.has_value()) {
    sqlite3_finalize(cached.handle);
    return std::move(described).error();
  }
  for (int i = 0; i < sqlite3_column_count(cached.handle); ++i) {
    const char* declared = sqlite3_column_decltype(cached.handle, i);
    auto kind = ColumnKind::plain;
    if (declared != nullptr && sqlite3_stricmp(declared, "uuid") == 0) kind = ColumnKind::uuid;
    if (declared != nullptr && sqlite3_stricmp(declared, "boolean") == 0)
      kind = ColumnKind::boolean;
    cached.columns.push_back(kind);
  }
  return &statements_.emplace(sql.data(), std::move(cached)).first->second;
}

Result<void> SqliteConnection::describe_parameters(Cached& cached) {
  int count = sqlite3_bind_parameter_count(cached.handle);
  cached.positions.assign(static_cast<std::size_t>(count), 0);
  for (int i = 1; i <= count; ++i) {
    const char* name = sqlite3_bind_parameter_name(cached.handle, i);
    int number = 0;
    if (name != nullptr && name[0] == '$') {
      std::from_chars(name + 1, name + std::strlen(name), number);
    }
    if (number < 1 || number > count) {
      return internal_error("Placeholders are $1, $2 … without gaps: " +
                            std::string(sqlite3_sql(cached.handle)));
    }
    cached.positions[static_cast<std::size_t>(number - 1)] = i;
  }
  return {};
}

Result<void> SqliteConnection::bind(const Cached& cached, std::span<const ports::SqlValue> params) {
  if (params.size() != cached.positions.size()) {
    return wrong_parameters(sqlite3_sql(cached.handle), params.size());
  }
  for (std::size_t i = 0; i < params.size(); ++i) {
    if (const auto* text = std::get_if<std::string>(&params[i]);
        text != nullptr && text->find('\0') != std::string::npos) {
      return Error{ErrorCode::invalid_argument, "Text may not contain NUL bytes.", "nul_in_text"};
    }
    if (bind_value(cached.handle, cached.positions[i], params[i]) != SQLITE_OK) return last_error();
  }
  return {};
}

ports::SqlValue SqliteConnection::read_cell(sqlite3_stmt* handle, int column,
                                            ColumnKind kind) const {
  switch (sqlite3_column_type(handle, column)) {
    case SQLITE_INTEGER: {
      auto value = sqlite3_column_int64(handle, column);
      if (kind == ColumnKind::boolean) return value != 0;
      return static_cast<std::int64_t>(value);
    }
    case SQLITE_FLOAT:
      return sqlite3_column_double(handle, column);
    case SQLITE_TEXT: {
      const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle, column));
      return std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(handle, column)));
    }
    case SQLITE_BLOB: {
      const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle, column));
      auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle, column));
      if (kind == ColumnKind::uuid && size == 16) {
        Uuid uuid;
        std::memcpy(uuid.bytes.data(), data, 16);
        return uuid;
      }
      return ports::Bytes(data, data + size);
    }
    default:
      return std::monostate{};
  }
}

Result<bool> SqliteConnection::reads_only(std::string_view sql) {
  TRY(auto* cached, prepare(sql));
  return sqlite3_stmt_readonly(cached->handle) != 0;
}

Result<ports::Rows> SqliteConnection::run(const ports::Statement& statement) {
  TRY(auto* cached, prepare(statement.sql));
  deadline_ = std::chrono::steady_clock::now() + kStatementLimit;
  std::span<const ports::SqlValue> params(statement.params);
  // Rows are executed one by one, which is what one statement for all of them would do.
  const std::size_t size = cached->takes_rows ? cached->positions.size() : params.size();
  const std::size_t executions = cached->takes_rows ? params.size() / size : 1;
  if (size * executions != params.size()) return wrong_parameters(statement.sql, params.size());
  std::vector<ports::SqlValue> cells;
  std::int64_t affected = 0;
  for (std::size_t i = 0; i < executions; ++i) {
    Reset reset{cached->handle};
    CHECK(bind(*cached, params.subspan(i * size, size)));
    TRY(auto changed, step(*cached, cells));
    affected += changed;
  }
  if (statement.must_affect && affected == 0) {
    return Error{ErrorCode::conflict, "The row was changed by somebody else, or is gone.",
                 std::string(ports::kMustAffect)};
  }
  return ports::Rows(cached->columns.size(), std::move(cells), affected);
}

Result<std::int64_t> SqliteConnection::step(Cached& cached, std::vector<ports::SqlValue>& cells) {
  auto changed_before = sqlite3_total_changes64(db_);
  int status = SQLITE_ROW;
  while ((status = sqlite3_step(cached.handle)) == SQLITE_ROW) {
    // The schema may have changed under `SELECT *`.
    cached.columns.resize(static_cast<std::size_t>(sqlite3_column_count(cached.handle)));
    for (std::size_t i = 0; i < cached.columns.size(); ++i) {
      cells.push_back(read_cell(cached.handle, static_cast<int>(i), cached.columns[i]));
    }
  }
  if (status != SQLITE_DONE) return last_error();
  // sqlite3_changes64 keeps its value over statements that change no rows by their nature.
  bool changed = sqlite3_total_changes64(db_) != changed_before;
  return std::int64_t{changed ? sqlite3_changes64(db_) : 0};
}

}  // namespace elevaite::adapters::database
