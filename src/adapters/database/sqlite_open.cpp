// Opening and configuring a SQLite connection, and running scripts on it.
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <random>
#include <thread>

#include "adapters/database/sql_text.hpp"
#include "adapters/database/sqlite_connection.hpp"
#include "adapters/database/sqlite_errors.hpp"

namespace elevaite::adapters::database {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

// How long a writer waits for another process's transaction.
constexpr auto kBusyLimit = 10s;
// Virtual machine instructions between two looks at the clock.
constexpr int kInstructionsPerLook = 20'000;

int interrupt_when_late(void* deadline) {
  return std::chrono::steady_clock::now() > *static_cast<SteadyTime*>(deadline) ? 1 : 0;
}

// SQLite's own handler sleeps up to 100 ms at a time, and starves beside a process that commits all
// the time; short sleeps of random length find a gap.
int wait_while_busy(void* since, int times) {
  auto& begun = *static_cast<SteadyTime*>(since);
  auto now = std::chrono::steady_clock::now();
  if (times == 0) begun = now;
  if (now - begun > kBusyLimit) return 0;
  thread_local std::minstd_rand random(std::random_device{}());
  std::this_thread::sleep_for(std::chrono::microseconds(50 + random() % (times < 10 ? 200 : 1000)));
  return 1;
}

int count_wal_pages(void* pages, sqlite3*, const char*, int count) {
  *static_cast<int*>(pages) = count;
  return SQLITE_OK;
}

Result<void> create_private(const std::string& path) {
  std::error_code failure;
  auto parent = std::filesystem::path(path).parent_path();
  if (!parent.empty()) std::filesystem::create_directories(parent, failure);
  // The log and the shared memory take over the mode of the file.
  int file = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0) {
    return Error{ErrorCode::unavailable, "Cannot open the database file " + path + ": " +
                                             std::generic_category().message(errno) +
                                             ". Check the path and its permissions."};
  }
  ::close(file);
  return {};
}

}  // namespace

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const std::string& path,
                                                                 SqliteRole role) {
  // Nobody asks how much memory SQLite uses; to count it, all connections take turns at a lock for
  // every allocation, a hundred times a run. Refused when SQLite has begun already, which is no
  // harm.
  static const int kConfigured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  (void)kConfigured;
  // Every connection belongs to one thread: SQLite's own locks around it would be wasted.
  constexpr int kFlags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  if (!path.empty() && role == SqliteRole::writer) CHECK(create_private(path));
  sqlite3* db = nullptr;
  int status = sqlite3_open_v2(path.empty() ? ":memory:" : path.c_str(), &db, kFlags, nullptr);
  std::unique_ptr<SqliteConnection> connection(new SqliteConnection(db));
  if (status != SQLITE_OK) return connection->last_error().while_doing("opening " + path);
  auto configured = connection->configure(role);
  // SQLite does not ask the busy handler when two processes turn a new file to WAL at once.
  auto begun = std::chrono::steady_clock::now();
  while (configured.has_error() && configured.error().reason == "busy" &&
         std::chrono::steady_clock::now() - begun < kBusyLimit) {
    std::this_thread::sleep_for(2ms);
    configured = connection->configure(role);
  }
  if (configured.has_value()) configured = connection->check_log(path);
  if (configured.has_error()) {
    return std::move(configured).error().while_doing("opening the database " + path);
  }
  return connection;
}

Result<void> SqliteConnection::check_log(const std::string& path) {
  TRY(auto mode, run({"PRAGMA journal_mode"}));
  if (path.empty() || mode.text(0, 0) == "wal") return {};
  return Error{ErrorCode::unavailable,
               "The file system cannot hold a write-ahead log. Put the database on a local disk."};
}

Result<void> SqliteConnection::configure(SqliteRole role) {
  sqlite3_busy_handler(db_, wait_while_busy, &busy_since_);
  deadline_ = std::chrono::steady_clock::now() + kBusyLimit;
  sqlite3_progress_handler(db_, kInstructionsPerLook, interrupt_when_late, &deadline_);
  sqlite3_wal_hook(db_, count_wal_pages, &wal_pages_);
  // synchronous=FULL: a commit that was answered survives a power cut. The log is moved into the
  // file by the writer at a moment of its choice (sqlite_writer.cpp), never inside a commit.
  const char* pragmas =
      role == SqliteRole::writer
          ? "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
            "PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = 67108864;"
            "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192;"
          : "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -2048;"
            "PRAGMA wal_autocheckpoint = 0;";
  if (sqlite3_exec(db_, pragmas, nullptr, nullptr, nullptr) != SQLITE_OK) return last_error();
  // `PRAGMA wal_autocheckpoint` and the hook are one and the same slot of SQLite.
  sqlite3_wal_hook(db_, count_wal_pages, &wal_pages_);
  return {};
}

Result<void> SqliteConnection::run_script(std::string_view script, Duration limit) {
  deadline_ = std::chrono::steady_clock::now() + limit;
  const char* at = script.data();
  const char* end = script.data() + script.size();
  while (at < end) {
    sqlite3_stmt* handle = nullptr;
    const char* tail = nullptr;
    int status = sqlite3_prepare_v2(db_, at, static_cast<int>(end - at), &handle, &tail);
    if (status == SQLITE_OK && handle != nullptr) {
      while ((status = sqlite3_step(handle)) == SQLITE_ROW) {
      }
    }
    if (status != SQLITE_OK && status != SQLITE_DONE) {
      auto failure = last_error();
      sqlite3_finalize(handle);
      auto rest = split_script(script.substr(static_cast<std::size_t>(at - script.data())));
      if (rest.empty()) return failure;
      for (auto c : script.substr(0, static_cast<std::size_t>(at - script.data()))) {
        rest.front().line += c == '\n' ? 1 : 0;
      }
      return std::move(failure).while_doing(describe(rest.front()));
    }
    sqlite3_finalize(handle);
    at = tail;
  }
  return {};
}

}  // namespace elevaite::adapters::database
