// The journal of a run as it grows: server-sent events that can be resumed anywhere, or JSON pages.
#include <charconv>

#include "core/net/sse.hpp"
#include "engine/run_watch.hpp"
#include "http/engine_answers.hpp"

namespace elevaite::http::engine {

void register_stream_run_events(Router& router, EngineServices& services);

namespace {

using elevaite::engine::Engine;
using elevaite::engine::FeedItem;
using elevaite::engine::RunWatch;

constexpr Duration kHeartbeat = 15s;
constexpr Duration kGlance = 1ms;  // reads what is there, and does not wait
constexpr std::size_t kMaxWriteBytes = 256 << 10;

// What a reader follows; it outlives the request, and the engine outlives it.
struct Follower {
  Follower(Engine& e, model::TenantId tenant, model::RunId run, std::int64_t after)
      : engine(e), tenant_id(tenant), id(run), watch(e, tenant, run, after) {}
  Engine& engine;
  model::TenantId tenant_id;
  model::RunId id;
  RunWatch watch;
};

void append_item(std::string& out, FeedItem item) {
  net::SseEvent event;
  if (item.is_transient) {
    event.event = "delta";
  } else {
    event.id = std::to_string(item.seq);
  }
  event.data = std::move(item.text);
  net::append_sse(out, event);
}

std::string end_event(model::RunStatus status) {
  net::SseEvent event;
  event.event = "end";
  event.data = to_text(JsonObject{{"status", to_string(status)}});
  return net::format_sse(event);
}

// Whether the run has ended although the watch has nothing more to say: whoever asks for events
// after the last one.
Task<Result<std::optional<model::RunStatus>>> ended_status(std::shared_ptr<Follower> follower) {
  CO_TRY(auto run, co_await follower->engine.runs().get(follower->tenant_id, follower->id));
  std::optional<model::RunStatus> status;
  if (is_terminal(run.status)) status = run.status;
  co_return status;
}

// What is at hand after waiting for the first item, some of it when it is much.
Task<Result<std::string>> next_bytes(std::shared_ptr<Follower> follower, Duration patience) {
  CO_TRY(auto item, co_await follower->watch.next(patience));
  std::string bytes;
  while (item) {
    append_item(bytes, std::move(*item));
    if (bytes.size() >= kMaxWriteBytes) break;
    item = follower->watch.poll();
  }
  co_return bytes;
}

// A failure ends the stream without `end`: the reader comes again with its last id.
Task<void> follow(std::shared_ptr<Follower> follower, net::ResponseStream& out) {
  // The headers go out at once, also when nothing has happened yet.
  auto written = co_await out.write(net::sse_comment("ok"));
  std::optional<model::RunStatus> ended;
  Duration patience = kGlance;
  while (written && out.is_open()) {
    auto bytes = co_await next_bytes(follower, ended ? kGlance : patience);
    if (!bytes) co_return;
    const bool is_over = follower->watch.is_over();
    if (bytes->empty() || is_over) {
      const bool was_ended = ended.has_value();
      auto asked = co_await ended_status(follower);
      if (!asked) co_return;
      ended = *asked;
      if (ended && (is_over || was_ended)) {
        *bytes += end_event(*ended);
        written = co_await out.write(std::move(*bytes));
        co_return;
      }
      // One more look: the last events may have come between the look and the answer.
      if (ended) continue;
      if (std::exchange(patience, kHeartbeat) == kGlance) continue;
      *bytes += net::sse_comment();
    }
    written = co_await out.write(std::move(*bytes));
  }
}

Result<std::int64_t> resume_point(const RequestContext& context) {
  // What a reader has seen last is newer than the address that it began with.
  auto last_id = context.request.headers.get("Last-Event-ID");
  if (last_id.empty()) return context.query_int("after").value_or(0);
  std::int64_t after = 0;
  auto [end, code] = std::from_chars(last_id.data(), last_id.data() + last_id.size(), after);
  if (code != std::errc{} || end != last_id.data() + last_id.size() || after < 0) {
    return invalid_field("Last-Event-ID", "format", "Send the id of an event of this stream.");
  }
  return after;
}

Task<Result<net::HttpResponse>> page_of(EngineServices& services, RequestContext& context,
                                        model::RunId id, std::int64_t after) {
  auto limit = static_cast<std::size_t>(context.query_int("limit").value_or(200));
  CO_TRY(auto events,
         co_await services.engine.runs().events(context.principal.tenant_id, id, after, limit + 1));
  const bool has_more = events.size() > limit;
  if (has_more) events.resize(limit);
  JsonObject body;
  body["next_after"] = nullptr;
  if (has_more) body["next_after"] = find_int(events.back(), "seq").value_or(after);
  body["data"] = JsonArray(events.begin(), events.end());
  co_return json_response(200, Json(std::move(body)));
}

Task<Result<net::HttpResponse>> stream_run_events(EngineServices& services,
                                                  RequestContext& context) {
  CO_TRY(auto id, context.path_id<model::RunId>("id"));
  CO_TRY(auto after, resume_point(context));
  const auto tenant_id = context.principal.tenant_id;
  CO_CHECK(co_await services.engine.runs().get(tenant_id, id));
  auto accepted = context.request.headers.get("Accept");
  const bool wants_page =
      accepted.starts_with("application/json") || !context.query_bool("wait").value_or(true);
  if (wants_page) co_return co_await page_of(services, context, id, after);
  auto follower = std::make_shared<Follower>(services.engine, tenant_id, id, after);
  net::HttpResponse response;
  response.headers.add("Content-Type", "text/event-stream");
  response.headers.add("Cache-Control", "no-cache, no-transform");
  response.headers.add("X-Accel-Buffering", "no");
  response.stream = [follower](net::ResponseStream& out) { return follow(follower, out); };
  co_return response;
}

}  // namespace

void register_stream_run_events(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/runs/{id}/events";
  spec.operation_id = "stream_run_events";
  spec.summary = "The journal of a run, as it grows";
  spec.description =
      "Server-sent events whose ids number the journal without gaps; reconnecting with "
      "Last-Event-ID (or after) goes on where the reader was, on any process. Fragments of text "
      "come as `delta` without an id and are not repeated. The last event is `end`. With "
      "wait=false, or Accept: application/json, a page of JSON instead.";
  spec.tag = "runs";
  spec.permission = model::Permission::runs_read;
  spec.query = {
      {"after", "Only events with a greater number.",
       schema(R"({"type":"integer","minimum":0,"default":0})")},
      {"wait", "False: a page of what is there.", schema(R"({"type":"boolean","default":true})")},
      {"limit", "How many events a page holds.",
       schema(R"({"type":"integer","minimum":1,"maximum":1000,"default":200})")}};
  spec.responses = {{200, "The events", nullptr, "text/event-stream"}};
  add_route(router, std::move(spec), services, &stream_run_events);
}

}  // namespace elevaite::http::engine
