// What the tests of the database adapters share: a loop to run coroutines on, and a fresh database
// of either kind. Only tests include it.
#pragma once
#include <gtest/gtest.h>

#include <filesystem>

#include "adapters/database/open.hpp"
#include "core/test_loop.hpp"
#include "tests/support/postgres_server.hpp"

namespace elevaite::adapters::database {

class Loop {
 public:
  Executor executor() { return io_.get_executor(); }

  // Runs the loop until the task is done.
  template <class T>
  T await(Task<T> task) {
    std::optional<T> answer;
    start_task(executor(), keep_result(std::move(task), answer), rethrow);
    run_until([&] { return answer.has_value(); });
    return std::move(*answer);
  }

  // Starts a task whose end the test learns by other means.
  void spawn(Task<void> task) { start_task(executor(), std::move(task), rethrow); }
  // Starts a task and hands its answer to `finished`.
  template <class T, class Finished>
  void spawn(Task<T> task, Finished finished) {
    start_task(executor(), forward(std::move(task), std::move(finished)), rethrow);
  }

  // Runs what is ready, and waits for more, until `done` says so.
  template <class Done>
  void run_until(Done done) {
    while (!done()) {
      io_.restart();
      if (io_.run_one_for(60s) == 0) throw std::runtime_error("nothing happened for a minute");
    }
  }
  void run_for(Duration duration) {
    io_.restart();
    io_.run_for(duration);
  }

 private:
  template <class T, class Finished>
  static Task<void> forward(Task<T> task, Finished finished) {
    T value = co_await std::move(task);
    finished(std::move(value));
  }

  asio::io_context io_;
  asio::executor_work_guard<Executor> guard_ = asio::make_work_guard(io_.get_executor());
};

// The suffix of a test's name.
inline std::string name_of_kind(const testing::TestParamInfo<std::string>& test) {
  return test.param;
}

// A fresh, empty database of a kind ("sqlite", "postgres"), dropped with the process.
class DatabaseTest : public testing::TestWithParam<std::string> {
 protected:
  DatabaseTest() { url_ = GetParam() == "sqlite" ? sqlite_url() : server().create_database(); }
  ~DatabaseTest() override {
    database_.reset();
    loop_.run_for(1ms);
    if (!directory_.empty()) std::filesystem::remove_all(directory_);
  }

  static test::PostgresServer& server() { return test::PostgresServer::instance(); }
  std::string sqlite_url() {
    auto pattern = (std::filesystem::temp_directory_path() / "elevaite_sqlite_XXXXXX").string();
    directory_ = mkdtemp(pattern.data());
    return "sqlite:" + (directory_ / "test.db").string();
  }

  ports::Database& database() {
    if (!database_) database_ = open(url_);
    return *database_;
  }
  std::unique_ptr<ports::Database> open(const std::string& url) {
    return open_database(loop_.executor(), url).value();
  }

  Result<ports::Rows> try_query(std::string_view sql, std::vector<ports::SqlValue> params = {},
                                bool must_affect = false,
                                ports::Scope scope = ports::Scope::system()) {
    return loop_.await(database().query(scope, {sql, std::move(params), must_affect}));
  }
  ports::Rows query(std::string_view sql, std::vector<ports::SqlValue> params = {}) {
    return try_query(sql, std::move(params)).value();
  }
  Result<std::vector<ports::Rows>> batch(std::vector<ports::Statement> statements,
                                         ports::Scope scope = ports::Scope::system()) {
    return loop_.await(database().batch(scope, std::move(statements)));
  }
  void script(std::string sql) { loop_.await(database().script(std::move(sql))).value(); }

  Loop loop_;
  std::filesystem::path directory_;
  std::string url_;
  std::unique_ptr<ports::Database> database_;
};

}  // namespace elevaite::adapters::database
