#include "adapters/queue/database.hpp"

#include <algorithm>

#include "adapters/queue/database_sql.hpp"
#include "adapters/queue/database_statements.hpp"
#include "ports/index_order.hpp"

namespace elevaite::adapters::queue {
namespace {

using ports::DeadLetter;
using ports::Delivery;
using ports::QueueDepth;
using ports::QueueMessage;
using ports::Scope;
using ports::Statement;

// Before a message that is about to become visible is looked for.
constexpr Duration kShortestWait = 1ms;

Error stale_receipt() {
  return Error{ErrorCode::conflict, "The message has been received by somebody else, or is gone.",
               std::string(ports::kStaleReceipt)};
}

class DatabaseQueue final : public ports::JobQueue {
 public:
  DatabaseQueue(Executor executor, ports::Database& database, std::string name, const Clock& clock,
                DatabaseQueueOptions options)
      : database_(database),
        name_(std::move(name)),
        clock_(clock),
        poll_interval_(options.poll_interval),
        look_interval_(options.look_interval),
        take_(database.dialect() == "postgres" ? kTakeLocked : kTake),
        statements_(name_, clock),
        order_(std::move(options.weights)),
        arrived_(executor) {}

  const std::string& name() const override { return name_; }
  const ports::QueueStatements* statements() const override { return &statements_; }
  void wake() override {
    ++wakes_;
    arrived_.notify_all();
  }
  void announce() override {
    wake();
    database_.tell(channel());
  }

  Task<Result<void>> enqueue(std::vector<QueueMessage> messages) override {
    std::vector<Statement> batch;
    for (const QueueMessage& message : messages) batch.push_back(statements_.enqueue(message));
    if (batch.empty()) co_return Result<void>();
    CO_CHECK(co_await database_.batch(Scope::system(), std::move(batch)));
    announce();
    co_return Result<void>();
  }

  Task<Result<std::vector<Delivery>>> receive(ports::ReceiveOptions options) override {
    auto deadline = std::chrono::steady_clock::now() + options.wait;
    if (!listening_ && options.wait > Duration::zero()) {
      auto heard = [this] { wake(); };
      listening_ = database_.listen(channel(), look_interval_, heard);
    }
    while (true) {
      const auto wakes = wakes_;
      CO_TRY(auto lanes, co_await read_lanes());
      CO_TRY(auto found, co_await take(std::move(lanes.ready), options));
      auto left = std::chrono::duration_cast<Duration>(deadline - std::chrono::steady_clock::now());
      if (!found.empty() || left <= Duration::zero()) co_return found;
      left = std::min({left, poll_interval_, std::max(lanes.next, kShortestWait)});
      if (wakes == wakes_) co_await arrived_.wait_for(left);
    }
  }

  Task<Result<void>> extend(std::string receipt, Duration visibility) override {
    auto statement = statements_.with_receipt(kExtend, receipt);
    statement.params.emplace_back(to_micros(clock_.now() + visibility));
    co_return co_await change(std::move(statement));
  }

  Task<Result<void>> complete(std::string receipt) override {
    co_return co_await change(statements_.complete(receipt));
  }

  Task<Result<void>> fail(std::string receipt, Duration delay) override {
    auto statement = statements_.with_receipt(kHandBack, receipt);
    statement.params.emplace_back(to_micros(clock_.now() + delay));
    CO_CHECK(co_await change(std::move(statement)));
    // What is put off is nothing to hurry for, elsewhere.
    delay > Duration::zero() ? wake() : announce();
    co_return Result<void>();
  }

  Task<Result<void>> dead_letter(Delivery delivery, std::string reason) override {
    auto statement = statements_.dead_letter(delivery.receipt, std::move(reason));
    co_return co_await change(std::move(statement));
  }

  Task<Result<std::vector<DeadLetter>>> dead_letters(std::size_t max) override {
    Statement statement{kDeadLetters, {name_, static_cast<std::int64_t>(max)}};
    CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(statement)));
    std::vector<DeadLetter> letters;
    for (std::size_t i = 0; i < rows.size(); ++i)
      letters.push_back({rows.text(i, 0), rows.text(i, 1), from_micros(rows.integer(i, 2))});
    co_return letters;
  }

  Task<Result<std::int64_t>> redrive(std::size_t max) override {
    Statement statement{kRedrive, {name_, to_micros(clock_.now()), static_cast<std::int64_t>(max)}};
    CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(statement)));
    announce();
    co_return rows.affected();
  }

  Task<Result<QueueDepth>> depth() override {
    const auto now = clock_.now();
    Statement statement{kDepth, {name_, to_micros(now)}};
    CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(statement)));
    QueueDepth depth{rows.integer(0, 0), rows.integer(0, 1), rows.integer(0, 2),
                     rows.integer(0, 3)};
    if (!rows.is_null(0, 4)) depth.oldest_age = now - from_micros(rows.integer(0, 4));
    co_return depth;
  }

 private:
  struct Lane {
    std::string name;
    std::string tenant() const { return name.substr(0, kUuidText); }
  };

  struct Lanes {
    std::vector<Lane> ready;
    Duration next = Duration::max();  // until another one will be
  };

  // The receives of all processes.
  std::string channel() const { return "queue/" + name_; }

  Task<Result<Lanes>> read_lanes() {
    const std::int64_t now = to_micros(clock_.now());
    Statement statement{kLanes, {name_}};
    CO_TRY(auto rows, co_await ports::query_by_index(database_, std::move(statement)));
    Lanes lanes;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows.is_null(i, 1)) continue;
      const Duration left(rows.integer(i, 1) - now);
      if (left <= Duration::zero()) {
        lanes.ready.push_back({rows.text(i, 0)});
      } else {
        lanes.next = std::min(lanes.next, left);
      }
    }
    co_return lanes;
  }

  // Of each tenant whose turn it is, from its first lane: it has the highest priority.
  Task<Result<std::vector<Delivery>>> take(std::vector<Lane> ready, ports::ReceiveOptions options) {
    std::vector<std::string> tenants;
    std::map<std::string, std::string> first;
    std::map<std::string, std::size_t> room;
    for (const Lane& lane : ready) {
      if (!first.try_emplace(lane.tenant(), lane.name).second) continue;
      tenants.push_back(lane.tenant());
      auto uuid = Uuid::parse(lane.tenant());
      if (uuid && options.room) room[lane.tenant()] = options.room(model::TenantId{*uuid});
    }
    auto plan = order_.plan(tenants, options.max, room);
    if (plan.empty()) co_return std::vector<Delivery>();
    const auto token = Uuid::generate();
    const auto now = clock_.now();
    auto batch = ports::by_index(database_);
    if (!batch.empty()) batch.push_back({kRelaxed});
    const std::size_t first_take = batch.size();
    for (const auto& [tenant, share] : plan) {
      batch.push_back({take_,
                       {name_, first[tenant], to_micros(now), static_cast<std::int64_t>(share),
                        token, to_micros(now + options.visibility)}});
    }
    CO_TRY(auto answers, co_await database_.batch(Scope::system(), std::move(batch)));
    std::vector<Delivery> taken;
    for (std::size_t i = 0; i < plan.size(); ++i) {
      const ports::Rows& rows = answers[first_take + i];
      order_.served(plan[i].first, rows.size());
      for (std::size_t row = 0; row < rows.size(); ++row) {
        taken.push_back({receipt_text(rows.uuid(row, 0), token), rows.text(row, 1),
                         rows.integer(row, 2), from_micros(rows.integer(row, 3))});
      }
    }
    co_return taken;
  }

  Task<Result<void>> change(Statement statement) {
    CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(statement)));
    if (rows.affected() == 0) co_return stale_receipt();
    co_return Result<void>();
  }

  ports::Database& database_;
  std::string name_;
  const Clock& clock_;
  Duration poll_interval_;
  Duration look_interval_;
  std::string_view take_;
  DatabaseStatements statements_;
  FairOrder order_;
  Notification arrived_;
  std::uint64_t wakes_ = 0;
  std::unique_ptr<ports::Listening> listening_;  // once somebody waits in receive()
};

}  // namespace

std::unique_ptr<ports::JobQueue> make_database_queue(Executor executor, ports::Database& database,
                                                     std::string name, const Clock& clock,
                                                     DatabaseQueueOptions options) {
  return std::make_unique<DatabaseQueue>(executor, database, std::move(name), clock,
                                         std::move(options));
}

}  // namespace elevaite::adapters::queue
