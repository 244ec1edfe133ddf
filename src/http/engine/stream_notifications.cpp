// The notifications of whoever asks, as they come: server-sent events that can be resumed anywhere.
#include <charconv>

#include "core/net/sse.hpp"
#include "http/notification_answers.hpp"

namespace elevaite::http::engine {

void register_stream_notifications(Router& router, EngineServices& services);

namespace {

constexpr Duration kNotificationHeartbeat = 15s;
// Whoever lost the right to listen hears no more after that: the reader comes again with its last
// id and a token of today.
constexpr Duration kLifetime = 10min;
constexpr std::size_t kReadAtOnce = 100;

// Outlives the request; the services outlive it.
struct Reader {
  NotificationServices& services;
  jobs::Inbox inbox;
  std::shared_ptr<jobs::InboxWatch::Follower> follower;
  std::int64_t after = 0;
  std::int64_t revision = -1;
};

std::string unread_event(std::int64_t unread) {
  net::SseEvent event;
  event.event = "unread";
  event.data = to_text(JsonObject{{"unread", unread}});
  return net::format_sse(event);
}

// What has come since, and how many are unread now; empty when nothing has changed.
Task<Result<std::string>> news(std::shared_ptr<Reader> reader) {
  auto& store = reader->services.notifications;
  CO_TRY(auto state, co_await store.state(reader->inbox));
  std::string bytes;
  if (std::exchange(reader->revision, state.revision) == state.revision) co_return bytes;
  CO_TRY(auto found, co_await store.after(reader->inbox, reader->after, kReadAtOnce));
  for (const auto& notification : found) {
    net::SseEvent event;
    event.event = "notification";
    event.id = std::to_string(notification.seq);
    event.data = to_text(notification_json(notification));
    net::append_sse(bytes, event);
    reader->after = notification.seq;
  }
  // There may be more: the next look finds them.
  if (found.size() == kReadAtOnce) reader->revision = -1;
  CO_TRY(auto unread, co_await store.unread(reader->inbox));
  bytes += unread_event(unread);
  co_return bytes;
}

// A failure ends the stream; so does its age. The reader comes again.
Task<void> stream(std::shared_ptr<Reader> reader, net::ResponseStream& out) {
  const auto until = std::chrono::steady_clock::now() + kLifetime;
  auto written = co_await out.write(net::sse_comment("ok"));
  while (written && out.is_open() && std::chrono::steady_clock::now() < until) {
    auto bytes = co_await news(reader);
    if (!bytes) co_return;
    const bool has_more = reader->revision < 0;
    if (bytes->empty()) *bytes = net::sse_comment();
    written = co_await out.write(std::move(*bytes));
    if (written && !has_more)
      co_await reader->follower->wait(kNotificationHeartbeat, reader->revision);
  }
}

Result<std::optional<std::int64_t>> after_of(const RequestContext& context) {
  auto text = context.request.headers.get("Last-Event-ID");
  if (text.empty()) return context.query_int("after");
  std::int64_t after = 0;
  auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), after);
  if (code != std::errc{} || end != text.data() + text.size() || after < 0)
    return invalid_field("Last-Event-ID", "format", "Send the id of an event of this stream.");
  return std::optional<std::int64_t>(after);
}

Task<Result<net::HttpResponse>> stream_notifications(EngineServices& services,
                                                     RequestContext& context) {
  CO_TRY(auto after, after_of(context));
  auto& notifications = *services.notifications;
  const auto inbox = inbox_of(context);
  CO_TRY(auto follower, notifications.inboxes.follow(inbox));
  if (!after) {
    CO_TRY(auto state, co_await notifications.notifications.state(inbox));
    after = state.last_seq;
  }
  auto reader = std::make_shared<Reader>(notifications, inbox, std::move(follower), *after);
  net::HttpResponse response;
  response.headers.add("Content-Type", "text/event-stream");
  response.headers.add("Cache-Control", "no-cache, no-transform");
  response.headers.add("X-Accel-Buffering", "no");
  response.stream = [reader](net::ResponseStream& out) { return stream(reader, out); };
  co_return response;
}

}  // namespace

void register_stream_notifications(Router& router, EngineServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/notifications/events";
  spec.operation_id = "stream_notifications";
  spec.summary = "Notifications, as they come";
  spec.description =
      "Server-sent events: `notification`, whose id is its seq, and `unread` with the number of "
      "unread ones, at the beginning and whenever it may have changed. Reconnecting with "
      "Last-Event-ID (or after) goes on where the reader was, on any process; without either the "
      "stream begins with what comes next. It ends after ten minutes: come again.";
  spec.tag = "notifications";
  spec.permission = model::Permission::notifications_read;
  spec.query = {{"after", "Only notifications with a greater seq.",
                 schema(R"({"type":"integer","minimum":0})")}};
  spec.responses = {{200, "The events", nullptr, "text/event-stream"}};
  add_route(router, std::move(spec), services, &stream_notifications);
}

}  // namespace elevaite::http::engine
