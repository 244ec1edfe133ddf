// One SQLite connection with its prepared statements. Used by one thread at a time.
#pragma once
#include <atomic>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ports/database.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace elevaite::adapters::database {

enum class SqliteRole { writer, reader };

class SqliteConnection {
 public:
  // Creates the file (mode 0600) and its directory for a writer. An empty path is a database in
  // memory.
  static Result<std::unique_ptr<SqliteConnection>> open(const std::string& path, SqliteRole role);
  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  Result<bool> reads_only(std::string_view sql);
  // Runs it to its end; a must_affect that changed nothing is an error. Opens no transaction.
  Result<ports::Rows> run(const ports::Statement& statement);
  // Runs every statement of a script; an error names the statement.
  Result<void> run_script(std::string_view script, Duration limit);

  // False also after SQLite has rolled a transaction back by itself (disk full, interrupted).
  bool in_transaction() const;
  // Frames in the write-ahead log after the last commit of this connection.
  int wal_pages() const { return wal_pages_; }
  // Moves what it can from the log to the file without waiting for anybody.
  void checkpoint();
  // Whether the last error leaves open what a crash would find on disk.
  bool last_error_was_io() const;

 private:
  enum class ColumnKind { plain, uuid, boolean };
  struct Cached {
    sqlite3_stmt* handle = nullptr;
    std::size_t size = 0;
    std::size_t hash = 0;
    bool takes_rows = false;
    std::vector<int> positions;  // position in SQLite's numbering of $1, $2 …
    std::vector<ColumnKind> columns;
  };

  explicit SqliteConnection(sqlite3* db) : db_(db) {}
  Result<void> configure(SqliteRole role);
  Result<void> check_log(const std::string& path);
  Result<Cached*> prepare(std::string_view sql);
  Result<void> describe_parameters(Cached& cached);
  Result<void> bind(const Cached& cached, std::span<const ports::SqlValue> params);
  // Adds what it returns to `cells`; answers how many rows it changed.
  Result<std::int64_t> step(Cached& cached, std::vector<ports::SqlValue>& cells);
  ports::SqlValue read_cell(sqlite3_stmt* handle, int column, ColumnKind kind) const;
  Error last_error() const;
  void drop_statements();

  sqlite3* db_;
  // By the address of the literal; size and hash detect text that is not one after all.
  std::unordered_map<const char*, Cached> statements_;
  std::chrono::steady_clock::time_point deadline_{};
  std::chrono::steady_clock::time_point busy_since_{};
  int wal_pages_ = 0;
};

}  // namespace elevaite::adapters::database
