#include "adapters/database/postgres_connection.hpp"

#include <libpq-fe.h>

#include "adapters/database/sql_text.hpp"

namespace elevaite::adapters::database {
namespace {

constexpr std::size_t kMaxRequests = 256;
constexpr std::size_t kMaxResultsDue = 4000;
// A connection whose next result is this late counts as busy for new requests.
constexpr auto kSlow = 20ms;
constexpr std::size_t kSlowPenalty = 100'000;
// The server's statement_timeout answers in time; when not even that comes, the connection is dead.
constexpr auto kGrace = 5s;

constexpr std::string_view kTenantScope =
    "SELECT set_config('elevaite.scope', '', true), set_config('elevaite.tenant_id', $1, true)";
constexpr const char* kNoTimeLimit = "SELECT set_config('statement_timeout', '0', true)";

Error lost(const std::string& reason, bool unknown) {
  return Error{ErrorCode::unavailable, "The connection to the database was lost: " + reason + ".",
               unknown ? std::string(ports::kCommitUnknown) : std::string("connection_lost")};
}

}  // namespace

PostgresConnection::PostgresConnection(Executor executor,
                                       std::shared_ptr<const PostgresSettings> settings,
                                       Owner& owner)
    : executor_(executor),
      settings_(std::move(settings)),
      owner_(owner),
      descriptor_(executor),
      resolver_(executor),
      timer_(executor) {}

PostgresConnection::~PostgresConnection() { close(); }

void PostgresConnection::stop() {
  stopped_ = true;
  timer_.cancel();
  resolver_.cancel();
  for (auto& request : requests_) request->answer(lost("this process is stopping", true));
  requests_.clear();
  steps_.clear();
  close();
}

void PostgresConnection::close() {
  ready_ = false;
  // The socket belongs to libpq.
  if (descriptor_.is_open()) descriptor_.release();
  if (connection_ != nullptr) PQfinish(connection_);
  connection_ = nullptr;
}

void PostgresConnection::break_off(std::string reason) {
  if (broken_) return;
  broken_ = true;
  ready_ = false;
  // The server's own words say more.
  if (!session_ended_) reason_ = std::move(reason);
  // Wakes serve() or connect(), which cleans up.
  if (descriptor_.is_open()) descriptor_.cancel();
}

Task<void> PostgresConnection::serve() {
  while (!broken_) {
    auto [code] =
        co_await descriptor_.async_wait(asio::posix::descriptor_base::wait_read, use_tuple_task);
    if (stopped_ || broken_) co_return;
    bool alive = !code && PQconsumeInput(connection_) == 1;
    read_results();
    if (!alive || PQstatus(connection_) == CONNECTION_BAD) {
      break_off("the server closed the connection");
    }
    // What went away may be answered; what waits for room may be sent.
    if (!broken_) owner_.on_room();
  }
}

// Sorts what was under way into: surely not executed, repeatable, unknown.
void PostgresConnection::lose() {
  auto requests = std::move(requests_);
  requests_.clear();
  steps_.clear();
  bool first = true;
  // Every other connection may turn out to be dead, too, before one is new. A statement that was
  // surely not executed is bound by its deadlines only.
  auto max_losses = settings_->connections + 2;
  for (auto& request : requests) {
    bool unknown = request->commit_sent && (!session_ended_ || (first && ended_in_commit_));
    first = false;
    if (request->answered()) continue;
    if (request->error.has_value() && !request->retry) {
      request->answer(*request->error);
    } else if (!unknown || (request->repeatable && request->losses++ < max_losses)) {
      owner_.take_back(std::move(request));
    } else {
      request->answer(lost(reason_, unknown && !request->repeatable));
    }
  }
  session_ended_ = false;
  ended_in_commit_ = false;
  statements_ = PostgresStatements{};
  close();
}

bool PostgresConnection::has_room() const {
  return ready_ && requests_.size() < kMaxRequests && steps_.size() < kMaxResultsDue;
}

std::size_t PostgresConnection::load(Time now) const {
  bool slow = !requests_.empty() && now - first_since_ > kSlow;
  return steps_.size() + (slow ? kSlowPenalty : 0);
}

void PostgresConnection::send(std::unique_ptr<PostgresRequest> owned) {
  auto& request = *owned;
  requests_.push_back(std::move(owned));
  if (requests_.size() == 1) first_since_ = std::chrono::steady_clock::now();
  ++request.attempts;
  request.commit_sent = false;
  request.retry = false;
  request.error.reset();
  request.rows.clear();
  bool sent = request.script.empty() ? send_statements(request) : send_script(request);
  if (sent) {
    request.commit_sent = true;
    steps_.push_back({StepKind::commit, &request});
    sent = PQpipelineSync(connection_) == 1;
  }
  if (!sent) return break_off("sending to the server failed");
  flush();
}

bool PostgresConnection::send_statements(PostgresRequest& request) {
  // Preparing happens in transactions of its own, so that it outlasts the failure of a request.
  std::vector<std::shared_ptr<PreparedStatement>> prepared;
  prepared.reserve(request.statements.size() + 1);
  for (const auto& statement : request.statements) {
    prepared.push_back(statements_.find(statement));
    if (!prepare(prepared.back())) return false;
  }
  if (!request.scope.is_system()) {
    ports::Statement scope{kTenantScope, {request.scope.tenant_id().uuid.str()}};
    auto set_scope = statements_.find(scope);
    if (!prepare(set_scope) || !send_statement(scope, set_scope)) return false;
    steps_.push_back({StepKind::setup, &request});
  }
  for (std::size_t i = 0; i < prepared.size(); ++i) {
    const auto& statement = request.statements[i];
    if (!send_statement(statement, prepared[i])) return false;
    auto kind = statement.must_affect ? StepKind::guarded_statement : StepKind::statement;
    steps_.push_back({kind, &request, std::move(prepared[i]), i});
  }
  return true;
}

bool PostgresConnection::prepare(const std::shared_ptr<PreparedStatement>& statement) {
  if (statement == nullptr || statement->text.empty()) return true;
  if (PQsendPrepare(connection_, statement->name.c_str(), statement->text.c_str(),
                    static_cast<int>(statement->types.size()), statement->types.data()) != 1) {
    return false;
  }
  statement->text.clear();
  steps_.push_back({StepKind::prepare, nullptr, statement});
  steps_.push_back({StepKind::prepare_sync});
  return PQpipelineSync(connection_) == 1;
}

bool PostgresConnection::send_statement(const ports::Statement& statement,
                                        const std::shared_ptr<PreparedStatement>& prepared) {
  if (prepared != nullptr) {
    if (prepared->takes_rows) {
      encoded_.encode_rows(statement.params, prepared->types);
    } else {
      encoded_.encode(statement.params);
    }
    return PQsendQueryPrepared(connection_, prepared->name.c_str(), encoded_.count(),
                               encoded_.values(), encoded_.lengths(), encoded_.formats(), 0) == 1;
  }
  std::vector<PostgresType> types;
  if (statement.takes_rows()) {
    types = array_types(statement.sql);
    encoded_.encode_rows(statement.params, types);
  } else {
    for (const auto& param : statement.params) types.push_back(postgres_type(param));
    encoded_.encode(statement.params);
  }
  auto text = statement.must_affect ? guarded(statement.sql) : with_unnested_rows(statement.sql);
  return PQsendQueryParams(connection_, text.c_str(), encoded_.count(), types.data(),
                           encoded_.values(), encoded_.lengths(), encoded_.formats(), 0) == 1;
}

bool PostgresConnection::send_script(PostgresRequest& request) {
  auto send_text = [this](const char* sql) {
    return PQsendQueryParams(connection_, sql, 0, nullptr, nullptr, nullptr, nullptr, 0) == 1;
  };
  if (!request.is_alone) {
    if (!send_text(kNoTimeLimit)) return false;
    steps_.push_back({StepKind::setup, &request});
  }
  for (std::size_t i = 0; i < request.script_statements.size(); ++i) {
    if (!send_text(std::string(request.script_statements[i].sql).c_str())) return false;
    steps_.push_back({StepKind::statement, &request, nullptr, i});
  }
  return true;
}

void PostgresConnection::flush() {
  if (connection_ == nullptr || broken_) return;
  int status = PQflush(connection_);
  if (status < 0) return break_off("sending to the server failed");
  if (status == 0 || flushing_) return;
  flushing_ = true;
  descriptor_.async_wait(
      asio::posix::descriptor_base::wait_write,
      [self = shared_from_this(), generation = generation_](const boost::system::error_code& code) {
        self->flushing_ = false;
        if (!code && !self->stopped_ && self->generation_ == generation) self->flush();
      });
}

void PostgresConnection::probe() {
  if (!ready_) return;
  // The first call reads what the server has said, the second one its silence after that.
  bool alive = PQconsumeInput(connection_) == 1 && PQconsumeInput(connection_) == 1;
  // Nobody wakes serve() for what has been read here.
  read_results();
  if (!alive || PQstatus(connection_) == CONNECTION_BAD) {
    break_off("the server closed the connection");
  }
}

std::vector<std::string> PostgresConnection::take_news() {
  std::vector<std::string> news;
  while (connection_ != nullptr) {
    std::unique_ptr<PGnotify, decltype(&PQfreemem)> one(PQnotifies(connection_), &PQfreemem);
    if (!one) break;
    news.emplace_back(one->extra);
  }
  return news;
}

void PostgresConnection::expire(Time now) {
  for (auto& request : requests_) {
    if (request->answered() || now < request->answer_until) continue;
    request->answer(Error{ErrorCode::timeout, "The database took too long for an answer.",
                          request->repeatable ? "timeout" : std::string(ports::kCommitUnknown)});
  }
  if (requests_.empty()) return;
  auto limit = std::max(settings_->query_limit, requests_.front()->limit) + kGrace;
  if (now - first_since_ > limit) break_off("the server does not answer");
}

}  // namespace elevaite::adapters::database
