#include "adapters/database/postgres_pool.hpp"

#include <random>

#include "core/log.hpp"

namespace elevaite::adapters::database {
namespace {

constexpr std::size_t kMaxWaiting = 20'000;
constexpr auto kTick = 50ms;
constexpr std::string_view kRoleSql =
    "SELECT rolsuper OR rolbypassrls, rolname FROM pg_roles WHERE rolname = current_user";

Error stopping() { return Error{ErrorCode::unavailable, "This process is stopping.", "stopping"}; }

}  // namespace

std::shared_ptr<PostgresPool> PostgresPool::start(Executor executor, PostgresSettings settings) {
  auto pool = std::make_shared<PostgresPool>(executor, std::move(settings));
  for (std::size_t i = 0; i < pool->settings_->connections; ++i) {
    auto connection = std::make_shared<PostgresConnection>(executor, pool->settings_, *pool);
    pool->connections_.push_back(connection);
    pool->tasks_.spawn(PostgresConnection::run(connection));
  }
  return pool;
}

PostgresPool::PostgresPool(Executor executor, PostgresSettings settings)
    : executor_(executor),
      settings_(std::make_shared<const PostgresSettings>(std::move(settings))),
      timer_(executor),
      tasks_(executor) {}

void PostgresPool::stop() {
  stopped_ = true;
  timer_.cancel();
  for (auto& connection : connections_) connection->stop();
  for (auto& request : waiting_) {
    request->answer(stopping());
  }
  waiting_.clear();
}

void PostgresPool::submit(std::unique_ptr<PostgresRequest> request, Duration limit) {
  if (stopped_ || waiting_.size() >= kMaxWaiting) {
    request->answer(Error{ErrorCode::unavailable,
                          "Too many queries wait for the database. Try again.", "busy"});
    return;
  }
  auto now = std::chrono::steady_clock::now();
  request->limit = limit;
  request->answer_until = now + limit;
  request->wait_until = now + std::min(limit, settings_->wait_limit);
  arm_timer();
  if (waiting_.empty()) {
    if (auto* connection = pick()) return connection->send(std::move(request));
  }
  waiting_.push_back(std::move(request));
}

PostgresConnection* PostgresPool::pick() const {
  auto now = std::chrono::steady_clock::now();
  PostgresConnection* best = nullptr;
  std::size_t least = 0;
  for (const auto& connection : connections_) {
    if (!connection->has_room()) continue;
    auto load = connection->load(now);
    if (best == nullptr || load < least) {
      best = connection.get();
      least = load;
    }
  }
  return best;
}

void PostgresPool::dispatch() {
  while (!waiting_.empty()) {
    auto* connection = pick();
    if (connection == nullptr) return;
    auto request = std::move(waiting_.front());
    waiting_.pop_front();
    if (!request->answered()) connection->send(std::move(request));
  }
}

void PostgresPool::on_room() {
  if (reported_) log_info("connected to the database again", {{"database", settings_->endpoint()}});
  reported_ = false;
  if (!role_checked_) {
    role_checked_ = true;
    tasks_.spawn(check_role(shared_from_this()));
  }
  dispatch();
}

void PostgresPool::on_disconnected(const std::string& reason) {
  reason_ = reason;
  for (auto& connection : connections_) connection->probe();
  bool any = std::ranges::any_of(connections_,
                                 [](const auto& connection) { return connection->is_ready(); });
  if (!any && !reported_) {
    reported_ = true;
    log_warning("the database cannot be reached",
                {{"database", settings_->endpoint()}, {"reason", reason}});
  }
  dispatch();
}

void PostgresPool::take_back(std::unique_ptr<PostgresRequest> request) {
  request->wait_until =
      std::min(request->answer_until, std::chrono::steady_clock::now() + settings_->wait_limit);
  waiting_.push_back(std::move(request));
  arm_timer();
}

// At once, the same ones would meet again.
void PostgresPool::take_back_later(std::unique_ptr<PostgresRequest> request) {
  thread_local std::minstd_rand random(std::random_device{}());
  auto most = 10'000 << std::min(request->attempts, 5);
  auto timer = std::make_unique<Timer>(executor_, std::chrono::microseconds(random() % most));
  auto& wait = *timer;
  wait.async_wait([self = shared_from_this(), timer = std::move(timer),
                   held = std::move(request)](const boost::system::error_code&) mutable {
    if (self->stopped_) return held->answer(stopping());
    self->take_back(std::move(held));
    self->dispatch();
  });
}

void PostgresPool::arm_timer() {
  if (timer_armed_ || stopped_) return;
  timer_armed_ = true;
  timer_.expires_after(kTick);
  timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& code) {
    auto self = weak.lock();
    if (code || self == nullptr) return;
    self->timer_armed_ = false;
    self->expire();
  });
}

void PostgresPool::expire() {
  auto now = std::chrono::steady_clock::now();
  std::size_t under_way = 0;
  for (auto& connection : connections_) {
    connection->expire(now);
    under_way += connection->pending();
  }
  for (auto& request : waiting_) {
    if (request->answered() || now < request->wait_until) continue;
    request->answer(
        Error{ErrorCode::unavailable,
              "The database " + settings_->endpoint() + " cannot be used: " + reason_ + ".",
              "not_connected"});
  }
  std::erase_if(waiting_, [](const auto& request) { return request->answered(); });
  dispatch();
  if (under_way > 0 || !waiting_.empty()) arm_timer();
}

// Row-level security is no wall against a role that it does not apply to.
Task<void> PostgresPool::check_role(std::shared_ptr<PostgresPool> self) {
  auto start = [&self](Completion<Outcome> done) {
    auto request = std::make_unique<PostgresRequest>(ports::Scope::system(), std::move(done));
    request->statements.push_back({kRoleSql});
    request->repeatable = true;
    self->submit(std::move(request), self->query_limit());
  };
  auto outcome = co_await suspend<Outcome>(start);
  if (outcome.has_error() || outcome->front().empty()) co_return;
  const auto& role = outcome->front();
  if (role.boolean(0, 0)) {
    log_warning(
        "the database role bypasses row-level security; connect as a role created with "
        "NOSUPERUSER NOBYPASSRLS that owns the database",
        {{"role", role.text(0, 1)}});
  }
}

}  // namespace elevaite::adapters::database
