#include "limit/limit_server.hpp"

#include "core/uuid.hpp"

namespace elevaite::bench {
namespace {

// The columns that a run really has, with as many indexes; see migrations/.
constexpr const char* kTables = R"(
CREATE TABLE IF NOT EXISTS limit_runs (
  tenant_id uuid NOT NULL, id uuid NOT NULL, agent_id uuid NOT NULL, version_id uuid NOT NULL,
  trigger_kind text NOT NULL, status text NOT NULL, is_test boolean NOT NULL,
  input_tokens bigint NOT NULL, output_tokens bigint NOT NULL, cost_usd_nanos bigint NOT NULL,
  created_at bigint NOT NULL, started_at bigint, finished_at bigint, lease_epoch bigint NOT NULL,
  PRIMARY KEY (tenant_id, id));
CREATE INDEX IF NOT EXISTS limit_runs_agent ON limit_runs (tenant_id, agent_id, id);
CREATE TABLE IF NOT EXISTS limit_events (
  tenant_id uuid NOT NULL, run_id uuid NOT NULL, seq bigint NOT NULL, event_count integer NOT NULL,
  body text NOT NULL, PRIMARY KEY (tenant_id, run_id, seq));
)";
constexpr std::string_view kInsertRun =
    "INSERT INTO limit_runs (tenant_id, id, agent_id, version_id, trigger_kind, status, is_test,"
    " input_tokens, output_tokens, cost_usd_nanos, created_at, started_at, finished_at, "
    "lease_epoch)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
constexpr std::string_view kInsertEvents =
    "INSERT INTO limit_events (tenant_id, run_id, seq, event_count, body)"
    " VALUES ($1, $2, $3, $4, $5)";

constexpr std::string_view kTools =
    R"("tools":[{"type":"function","function":{"name":"get_order","description":"Reads an order.",)"
    R"("parameters":{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]}}}])";

net::HttpResponse answer(const Result<void>& result) {
  net::HttpResponse response;
  response.headers.add("content-type", "application/json");
  response.status = result.has_value() ? 200 : 500;
  response.body = result.has_value() ? R"({"ok":true})" : result.error().message;
  return response;
}

}  // namespace

LimitServer::LimitServer(Executor executor, ports::Database& database, LimitOptions options)
    : database_(database),
      options_(std::move(options)),
      commits_(executor, database),
      client_(executor),
      journal_("[\"" + std::string(options_.journal_bytes, 'x') + "\"]"),
      server_(executor, net::ServerOptions(),
              [this](net::HttpRequest request) { return handle(std::move(request)); }) {}

Task<Result<void>> LimitServer::prepare() { co_return co_await database_.script(kTables); }

Result<void> LimitServer::start() { return server_.start(); }

Task<net::HttpResponse> LimitServer::handle(net::HttpRequest) {
  Result<void> result;
  if (options_.mode == "w1") {
    result = co_await record();
  } else {
    result = co_await run_turn();
  }
  co_return answer(result);
}

Task<Result<void>> LimitServer::run_turn() {
  std::string question = R"({"model":"stub",)" + std::string(kTools) + R"(,"messages":[)";
  std::string first = question + R"({"role":"user","content":"Where is order 42?"}]})";
  CO_CHECK(co_await call("POST", "/v1/chat/completions", std::move(first)));
  CO_CHECK(co_await call("GET", "/orders/42", ""));
  std::string second = question + R"({"role":"user","content":"Where is order 42?"},)" +
                       R"({"role":"tool","tool_call_id":"call_1","content":"{}"}]})";
  CO_CHECK(co_await call("POST", "/v1/chat/completions", std::move(second)));
  co_return co_await record();
}

Task<Result<void>> LimitServer::call(std::string method, std::string path, std::string body) {
  net::ClientRequest request;
  request.method = std::move(method);
  request.url = options_.stub_url + path;
  request.body = std::move(body);
  request.headers.add("content-type", "application/json");
  CO_TRY(const auto response, co_await client_.send(std::move(request)));
  if (response.status != 200) co_return Error{ErrorCode::unavailable, "The stub refused."};
  co_return Result<void>();
}

Task<Result<void>> LimitServer::record() {
  static const Uuid tenant = Uuid::generate();
  static const Uuid agent = Uuid::generate();
  const Uuid run = Uuid::generate();
  const std::int64_t now = to_micros(system_clock().now());
  std::vector<ports::Statement> statements(2);
  statements[0].sql = kInsertRun;
  statements[0].params = {tenant,
                          run,
                          agent,
                          agent,
                          std::string("webhook"),
                          std::string("succeeded"),
                          false,
                          std::int64_t{0},
                          std::int64_t{0},
                          std::int64_t{0},
                          now,
                          now,
                          now,
                          std::int64_t{1}};
  statements[1].sql = kInsertEvents;
  statements[1].params = {tenant, run, std::int64_t{1}, std::int64_t{6}, journal_};
  co_return co_await commits_.durable(std::move(statements));
}

}  // namespace elevaite::bench
