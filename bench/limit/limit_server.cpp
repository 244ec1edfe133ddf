#include "limit/limit_server.hpp"

#include "adapters/database/migrate.hpp"
#include "engine/journal_rows.hpp"
#include "limit/samples.hpp"

namespace elevaite::bench {
namespace {

net::HttpResponse answer(const Result<void>& result, bool is_turn) {
  net::HttpResponse response;
  auto& headers = response.headers;
  headers.add("Content-Type", "application/json");
  if (!is_turn) headers.add("X-Run-Id", "run_01m8bqn39fetf9h45s00qgacxn");
  headers.add("X-Request-Id", "req_01m8bqn39fetf9h3trxn2qt42d");
  headers.add("X-Content-Type-Options", "nosniff");
  headers.add("X-Frame-Options", "DENY");
  headers.add("Referrer-Policy", "no-referrer");
  headers.add("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  headers.add("Cache-Control", "no-store");
  headers.add("Vary", "Origin");
  response.status = result.has_value() ? 200 : 500;
  response.body = (is_turn ? kChatTurn : kHookRun).answer;
  if (!result.has_value()) response.body = result.error().message;
  return response;
}

model::Run run_row(bool is_turn) {
  static const auto tenant = model::TenantId::generate();
  static const auto agent = model::AgentId::generate();
  static const auto version = model::VersionId::generate();
  model::Run row;
  row.id = model::RunId::generate();
  row.tenant_id = tenant;
  row.agent_id = agent;
  row.version_id = version;
  row.trigger = is_turn ? model::TriggerKind::chat : model::TriggerKind::webhook;
  row.status = model::RunStatus::succeeded;
  row.created_at = system_clock().now();
  row.started_at = row.created_at;
  row.finished_at = row.created_at;
  if (is_turn) row.usage = {240, 0, 128, 0};
  return row;
}

}  // namespace

LimitServer::LimitServer(Executor executor, ports::Database& database, LimitOptions options)
    : database_(database),
      options_(std::move(options)),
      commits_(executor, database),
      client_(executor),
      server_(executor, net::ServerOptions(),
              [this](net::HttpRequest request) { return handle(std::move(request)); }) {}

Task<Result<void>> LimitServer::prepare() {
  auto migrations = adapters::database::embedded_migrations(database_.dialect());
  CO_CHECK(co_await adapters::database::migrate(database_, std::move(migrations)));
  co_return Result<void>();
}

Result<void> LimitServer::start() { return server_.start(); }

Task<net::HttpResponse> LimitServer::handle(net::HttpRequest) {
  Result<void> result;
  bool is_turn = options_.mode == "w2";
  if (is_turn) result = co_await run_turn();
  if (result.has_value()) result = co_await record();
  co_return answer(result, is_turn);
}

Task<Result<void>> LimitServer::run_turn() {
  CO_CHECK(co_await ask(kFirstQuestion));
  CO_CHECK(co_await call_tool());
  co_return co_await ask(kSecondQuestion);
}

Task<Result<void>> LimitServer::ask(std::string_view question) {
  net::ClientRequest request;
  request.method = "POST";
  request.url = options_.stub_url + "/v1/chat/completions";
  request.headers.add("Authorization", "Bearer bench");
  request.headers.add("Content-Type", "application/json");
  request.body = question;
  CO_TRY(const auto response, co_await client_.send(std::move(request)));
  if (response.status != 200) co_return Error{ErrorCode::unavailable, "The stub refused."};
  co_return Result<void>();
}

Task<Result<void>> LimitServer::call_tool() {
  net::ClientRequest request;
  request.method = "GET";
  request.url = options_.stub_url + "/orders/42";
  CO_TRY(const auto response, co_await client_.send(std::move(request)));
  if (response.status != 200) co_return Error{ErrorCode::unavailable, "The stub refused."};
  co_return Result<void>();
}

Task<Result<void>> LimitServer::record() {
  static const auto owner = model::ProcessId::generate();
  bool is_turn = options_.mode == "w2";
  RunRecord record{run_row(is_turn), owner, std::string((is_turn ? kChatTurn : kHookRun).journal)};
  record.event_count = is_turn ? 11 : 5;
  if (is_turn) {
    engine::ModelUsage total{record.row.usage, 2};
    record.usage.push_back(engine::insert_usage(record.row, "openai:stub", total, 1));
  }
  co_return co_await commits_.durable(std::move(record));
}

}  // namespace elevaite::bench
