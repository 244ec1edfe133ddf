#include "apps/process.hpp"

#include <signal.h>
#include <sys/resource.h>

#include <boost/asio/signal_set.hpp>
#include <cstdio>
#include <filesystem>

#include "adapters/database/migrate.hpp"
#include "adapters/database/open.hpp"
#include "apps/aws_settings.hpp"
#include "apps/secret_references.hpp"
#include "core/log.hpp"

namespace elevaite::apps {
namespace {

constexpr Duration kDatabasePatience = 60s;

LogLevel level_of(const std::string& text) {
  if (text == "debug") return LogLevel::debug;
  if (text == "warning") return LogLevel::warning;
  if (text == "error") return LogLevel::error;
  return text == "off" ? LogLevel::off : LogLevel::info;
}

// Connections are files; the usual soft limit of 1,024 is for programs that use select().
void raise_file_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

class Server {
 public:
  Server(asio::io_context& loop, const Config& config)
      : loop_(loop), config_(config), signals_(loop, SIGINT, SIGTERM), stop_(loop.get_executor()) {}

  int run(MakeParts make_parts, Ready ready) {
    signals_.async_wait([this](const boost::system::error_code& code, int) {
      if (code) return;
      is_stopping_ = true;
      stop_.notify_all();
      signals_.async_wait([](const boost::system::error_code& again, int) {
        if (!again) std::_Exit(130);
      });
    });
    auto failed = [](std::exception_ptr failure) {
      if (failure) std::rethrow_exception(failure);
    };
    start_task(loop_.get_executor(), serve(std::move(make_parts), std::move(ready)), failed);
    loop_.run();
    return exit_code_;
  }

 private:
  Task<void> serve(MakeParts make_parts, Ready ready) {
    auto served = co_await serve_until_stopped(std::move(make_parts), std::move(ready));
    if (!served) {
      print_errors(served.error());
      exit_code_ = 1;
    }
    signals_.cancel();
    loop_.stop();
  }

  Task<Result<void>> serve_until_stopped(MakeParts make_parts, Ready ready) {
    CO_TRY(database_, co_await open_migrated(config_));
    ProcessContext context{loop_.get_executor(), config_, *database_, metrics_};
    CO_TRY(parts_, make_parts(context));
    Result<void> outcome;
    std::size_t started = 0;
    while (started < parts_.size() && !is_stopping_) {
      outcome = co_await parts_[started]->start();
      if (!outcome) break;
      ++started;
    }
    if (outcome && ready && !is_stopping_) outcome = co_await ready(context);
    while (outcome && !is_stopping_) {
      co_await stop_.wait();
    }
    if (outcome) log_info("stopping");
    while (started-- > 0) {
      co_await parts_[started]->stop(config_.duration("shutdown.grace"));
    }
    co_return outcome;
  }

  asio::io_context& loop_;
  const Config& config_;
  asio::signal_set signals_;
  Notification stop_;
  Metrics metrics_;
  std::unique_ptr<ports::Database> database_;
  std::vector<std::unique_ptr<Part>> parts_;
  bool is_stopping_ = false;
  int exit_code_ = 0;
};

Result<adapters::database::DatabaseOptions> database_options(Executor executor,
                                                             const Config& config) {
  adapters::database::DatabaseOptions options;
  TRY(options.password, database_password(executor, config));
  options.credentials = aws_credentials(config);
  options.default_region = environment_variable("AWS_REGION");
  return options;
}

// On a connection of its own, for the locks and limits of migrations are those of a session.
Task<Result<void>> bring_up_to_date(const Config& config, ports::Database& database) {
  adapters::database::MigrationOptions options;
  options.lock_timeout = config.duration("database.migration_lock_timeout");
  options.statement_timeout = config.duration("database.migration_statement_timeout");
  options.build_timeout = config.duration("database.migration_build_timeout");
  auto migrations = adapters::database::embedded_migrations(database.dialect());
  std::unique_ptr<ports::Database> session;
  if (database.dialect() == "postgres") {
    auto executor = co_await current_executor();
    CO_TRY(auto one, database_options(executor, config));
    one.connections = 1;
    CO_TRY(session, adapters::database::open_database(executor, config.text("database.url"), one));
  }
  ports::Database& used = session ? *session : database;
  CO_TRY(auto report, co_await adapters::database::migrate(used, std::move(migrations), options));
  for (const std::string& file : report.applied) log_info("migrated", {{"file", file}});
  co_return Result<void>();
}

Task<void> run_and_stop(asio::io_context& loop, std::function<Task<Result<void>>()> command,
                        int& exit_code) {
  auto done = co_await command();
  if (!done) {
    print_errors(done.error());
    exit_code = 1;
  }
  loop.stop();
}

}  // namespace

void print_errors(const Error& error) {
  if (error.fields.empty()) std::fprintf(stderr, "elevaite: %s\n", error.message.c_str());
  for (const FieldError& field : error.fields) {
    std::fprintf(stderr, "elevaite: %s: %s\n", field.field.c_str(), field.message.c_str());
  }
}

Task<Result<std::unique_ptr<ports::Database>>> open_migrated(const Config& config) {
  std::error_code failed;
  std::filesystem::create_directories(config.text("data.dir"), failed);
  if (failed) {
    co_return invalid_field("data.dir", "directory", "Cannot be created: " + failed.message());
  }
  auto executor = co_await current_executor();
  CO_TRY(auto options, database_options(executor, config));
  CO_TRY(auto database,
         adapters::database::open_database(executor, config.text("database.url"), options));
  // A database server may start at the same time as we do.
  auto deadline = std::chrono::steady_clock::now() + kDatabasePatience;
  while (true) {
    auto alive = co_await database->ping(5s);
    if (alive) break;
    if (std::chrono::steady_clock::now() > deadline) co_return alive.error();
    log_warning("waiting for the database", {{"error", alive.error().message}});
    co_await sleep_for(500ms);
  }
  CO_CHECK(co_await bring_up_to_date(config, *database));
  co_return database;
}

int run_process(const Config& config, MakeParts make_parts, Ready ready) {
  set_log_level(level_of(config.text("log.level")));
  ::signal(SIGPIPE, SIG_IGN);
  raise_file_limit();
  asio::io_context loop(1);
  Server server(loop, config);
  return server.run(std::move(make_parts), std::move(ready));
}

int run_command(std::function<Task<Result<void>>()> command) {
  set_log_level(LogLevel::warning);
  ::signal(SIGPIPE, SIG_IGN);
  asio::io_context loop(1);
  int exit_code = 0;
  auto failed = [](std::exception_ptr failure) {
    if (failure) std::rethrow_exception(failure);
  };
  start_task(loop.get_executor(), run_and_stop(loop, std::move(command), exit_code), failed);
  loop.run();
  return exit_code;
}

}  // namespace elevaite::apps
