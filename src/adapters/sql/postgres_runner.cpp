// SQL on a tenant's PostgreSQL server: a deadline over everything, a bounded number of connections
// per target, and a few idle ones kept for the next query.
#include <fmt/format.h>

#include <list>

#include "adapters/sql/open.hpp"
#include "adapters/sql/postgres_session.hpp"
#include "core/task_timeout.hpp"

namespace elevaite::adapters::sql {
namespace {

constexpr std::size_t kMaxConnectionsPerTarget = 8;
constexpr std::size_t kMaxIdle = 32;
constexpr auto kIdleExpiry = 60s;
// The server's own statement_timeout should come first: its answer keeps the connection.
constexpr Duration kGrace = 2s;

using SteadyTime = std::chrono::steady_clock::time_point;

struct Target {
  explicit Target(Executor executor) : freed(executor) {}
  std::size_t users = 0;  // queries that run or wait
  std::size_t running = 0;
  Notification freed;
};

struct Idle {
  std::string key;
  SteadyTime since;
  std::unique_ptr<PostgresSession> session;
};

// Loop thread only.
struct Pool {
  Pool(Executor e, SqlRunnerOptions o)
      : executor(e), options(std::move(o)), threads(e), sweep_timer(e) {}
  Executor executor;
  SqlRunnerOptions options;
  PostgresThreads threads;
  std::map<std::string, Target> targets;
  std::list<Idle> idle;  // the longest unused first
  asio::steady_timer sweep_timer;
};

void sweep(const std::shared_ptr<Pool>& pool) {
  auto now = std::chrono::steady_clock::now();
  while (!pool->idle.empty() && pool->idle.front().since + kIdleExpiry <= now) {
    pool->idle.pop_front();
  }
  if (pool->idle.empty()) return;
  pool->sweep_timer.expires_at(pool->idle.front().since + kIdleExpiry);
  pool->sweep_timer.async_wait([weak = std::weak_ptr(pool)](boost::system::error_code code) {
    auto alive = weak.lock();
    if (alive && !code) sweep(alive);
  });
}

// A place among the connections to one target.
class Place {
 public:
  Place(std::shared_ptr<Pool> pool, std::string key)
      : pool_(std::move(pool)),
        key_(std::move(key)),
        target_(pool_->targets.try_emplace(key_, pool_->executor).first->second) {
    ++target_.users;
  }
  ~Place() {
    if (is_taken_) --target_.running;
    target_.freed.notify_all();
    if (--target_.users == 0) pool_->targets.erase(key_);
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  Task<void> take() {
    while (target_.running >= kMaxConnectionsPerTarget) co_await target_.freed.wait();
    ++target_.running;
    is_taken_ = true;
  }

  std::unique_ptr<PostgresSession> take_idle() {
    for (auto it = pool_->idle.rbegin(); it != pool_->idle.rend(); ++it) {
      if (it->key != key_) continue;
      auto session = std::move(it->session);
      pool_->idle.erase(std::next(it).base());
      return session;
    }
    return nullptr;
  }

  void give_back(std::unique_ptr<PostgresSession> session) {
    if (!session->is_reusable()) return;
    if (pool_->idle.size() == kMaxIdle) pool_->idle.pop_front();
    bool was_empty = pool_->idle.empty();
    pool_->idle.push_back({key_, std::chrono::steady_clock::now(), std::move(session)});
    if (was_empty) sweep(pool_);
  }

 private:
  std::shared_ptr<Pool> pool_;
  std::string key_;
  Target& target_;
  bool is_taken_ = false;
};

Task<Result<std::unique_ptr<PostgresSession>>> open_session(std::shared_ptr<Pool> pool,
                                                            PostgresTarget target, Duration limit) {
  CO_TRY(PgConnection connection,
         co_await pool->threads.connect(std::move(target), pool->options.guard, limit));
  co_return std::make_unique<PostgresSession>(std::move(connection), pool->threads);
}

Task<Result<Json>> run_query(std::shared_ptr<Pool> pool, PostgresTarget target,
                             ports::SqlQuery query, std::shared_ptr<bool> is_committing) {
  Place place(pool, target.key());
  co_await place.take();
  std::unique_ptr<PostgresSession> session = place.take_idle();
  if (session) {
    auto is_alive = co_await session->reset();
    if (!is_alive) session = nullptr;
  }
  if (!session) {
    CO_TRY(session, co_await open_session(pool, std::move(target), query.timeout));
  }
  std::size_t max_bytes = pool->options.max_result_bytes;
  auto result = co_await session->execute(std::move(query), max_bytes, is_committing);
  place.give_back(std::move(session));
  co_return result;
}

class PostgresRunner final : public ports::SqlRunner {
 public:
  PostgresRunner(Executor executor, SqlRunnerOptions options)
      : pool_(std::make_shared<Pool>(std::move(executor), std::move(options))) {}

  Task<Result<Json>> run(ports::SqlQuery query) override {
    CO_TRY(PostgresTarget target, parse_postgres_target(query.connection));
    if (query.sql.find('\0') != std::string::npos) {
      co_return invalid_field("sql", "nul", "sql must not hold a NUL character.");
    }
    auto is_committing = std::make_shared<bool>(false);
    Duration limit = query.timeout + kGrace;
    auto result = co_await with_timeout<Json>(
        limit, run_query(pool_, std::move(target), std::move(query), is_committing),
        "the SQL query");
    if (!result && *is_committing) {
      co_return Error{ErrorCode::unavailable,
                      "The connection broke during the commit: whether the change was made is "
                      "unknown.",
                      "outcome_unknown"};
    }
    co_return result;
  }

 private:
  std::shared_ptr<Pool> pool_;
};

}  // namespace

std::unique_ptr<ports::SqlRunner> open_postgres_runner(Executor executor,
                                                       SqlRunnerOptions options) {
  return std::make_unique<PostgresRunner>(std::move(executor), std::move(options));
}

}  // namespace elevaite::adapters::sql
