#include "adapters/database/sqlite.hpp"

#include "adapters/database/sql_text.hpp"
#include "adapters/database/sqlite_readers.hpp"
#include "adapters/database/sqlite_watch.hpp"

namespace elevaite::adapters::database {
namespace {

constexpr int kReaders = 2;
constexpr std::string_view kSqlitePing = "SELECT 1";

// The first of the two who come answers; both come on the loop's thread.
struct FirstAnswer {
  FirstAnswer(Executor executor, Completion<Outcome> completion)
      : timer(executor), done(std::move(completion)) {}
  Timer timer;
  Completion<Outcome> done;
  bool answered = false;
  void operator()(Outcome outcome) {
    if (answered) return;
    answered = true;
    timer.cancel();
    done(std::move(outcome));
  }
};

}  // namespace

Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::open(Executor executor,
                                                             const std::string& path) {
  TRY(auto connection, SqliteConnection::open(path, SqliteRole::writer));
  std::vector<std::unique_ptr<SqliteConnection>> connections;
  for (int i = 0; i < kReaders && !path.empty(); ++i) {
    TRY(auto reader, SqliteConnection::open(path, SqliteRole::reader));
    connections.push_back(std::move(reader));
  }
  auto writer = std::make_unique<SqliteWriter>(std::move(connection));
  std::unique_ptr<SqliteReaders> readers;
  std::unique_ptr<SqliteWatch> watch;
  if (!connections.empty()) {
    readers = std::make_unique<SqliteReaders>(std::move(connections), *writer);
    TRY(auto looker, SqliteConnection::open(path, SqliteRole::reader));
    watch = std::make_unique<SqliteWatch>(executor, std::move(looker));
  }
  return std::unique_ptr<SqliteDatabase>(
      new SqliteDatabase(executor, std::move(writer), std::move(readers), std::move(watch)));
}

SqliteDatabase::SqliteDatabase(Executor executor, std::unique_ptr<SqliteWriter> writer,
                               std::unique_ptr<SqliteReaders> readers,
                               std::unique_ptr<SqliteWatch> watch)
    : executor_(executor),
      writer_(std::move(writer)),
      readers_(std::move(readers)),
      watch_(std::move(watch)) {}

// The readers go first: they hand on to the writer.
SqliteDatabase::~SqliteDatabase() { readers_.reset(); }

SqliteDatabase::Counters SqliteDatabase::counters() const {
  return {writer_->batches(), writer_->commits()};
}

Task<Result<ports::Rows>> SqliteDatabase::query(ports::Scope scope, ports::Statement statement) {
  if (readers_ == nullptr || !may_read(statement.sql)) {
    std::vector<ports::Statement> statements;
    statements.push_back(std::move(statement));
    CO_TRY(auto answers, co_await batch(scope, std::move(statements)));
    co_return std::move(answers.front());
  }
  auto start = [this, &statement](Completion<Outcome> done) {
    readers_->submit({std::move(statement), std::move(done)});
  };
  CO_TRY(auto answers, co_await suspend<Outcome>(start));
  co_return std::move(answers.front());
}

Task<Result<std::vector<ports::Rows>>> SqliteDatabase::batch(
    ports::Scope, std::vector<ports::Statement> statements) {
  auto start = [this, &statements](Completion<Outcome> done) {
    writer_->submit({std::move(statements), {}, std::move(done)});
  };
  auto outcome = co_await suspend<Outcome>(start);
  co_return outcome;
}

Task<Result<void>> SqliteDatabase::script(std::string sql) {
  auto start = [this, &sql](Completion<Outcome> done) {
    writer_->submit({{}, std::move(sql), std::move(done)});
  };
  CO_CHECK(co_await suspend<Outcome>(start));
  co_return Result<void>{};
}

Task<Result<void>> SqliteDatabase::ping(Duration limit) {
  auto start = [this, limit](Completion<Outcome> done) {
    auto first = std::make_shared<FirstAnswer>(executor_, std::move(done));
    first->timer.expires_after(limit);
    first->timer.async_wait([first](const boost::system::error_code& code) {
      if (code) return;
      (*first)(Error{ErrorCode::timeout, "The database does not answer.", "timeout"});
    });
    auto answer = [first](Outcome outcome) { (*first)(std::move(outcome)); };
    Completion<Outcome> answered(executor_, std::move(answer));
    if (readers_ == nullptr) {
      writer_->submit({{{kSqlitePing}}, {}, std::move(answered)});
    } else {
      readers_->submit({{kSqlitePing}, std::move(answered)});
    }
  };
  CO_CHECK(co_await suspend<Outcome>(start));
  co_return Result<void>{};
}

std::unique_ptr<ports::Listening> SqliteDatabase::listen(std::string channel, Duration look,
                                                         std::function<void()> heard) {
  if (!watch_) return nullptr;
  return watch_->listen(std::move(channel), look, std::move(heard));
}

}  // namespace elevaite::adapters::database
