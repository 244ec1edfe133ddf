// Server-Sent Events (the event stream format of the HTML standard): reading and writing.
#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace elevaite::net {

struct SseEvent {
  // Reading: the last id the stream gave, which this event may have inherited. Writing: empty
  // writes none.
  std::string id;
  // Empty means "message".
  std::string event;
  std::string data;
};

// Feed it the bytes as they arrive, cut anywhere. An event that the stream leaves unfinished is
// dropped, as the standard says. Bytes that are not valid UTF-8 are passed on as they are.
class SseParser {
 public:
  using OnEvent = std::function<Result<void>(SseEvent event)>;

  // An event (all of its lines together), or a single line, larger than this is an error.
  explicit SseParser(std::size_t max_event_bytes = 1 << 20) : max_event_bytes_(max_event_bytes) {}

  // Errors: limit_exceeded, or what `on_event` answers. The parser is of no use after an error.
  Result<void> feed(std::string_view bytes, const OnEvent& on_event);

  const std::string& last_event_id() const { return last_id_; }
  // The reconnection time that the stream asked for, if it did.
  std::optional<std::chrono::milliseconds> retry() const { return retry_; }

 private:
  Result<void> take_line(std::string_view line, const OnEvent& on_event);
  void take_field(std::string_view name, std::string_view value);
  Result<void> dispatch(const OnEvent& on_event);

  std::size_t max_event_bytes_;
  std::string partial_line_;
  bool skips_line_feed_ = false;  // the last chunk ended in CR, a LF that follows belongs to it
  bool is_first_line_ = true;
  std::string event_;
  std::string data_;
  std::string last_id_;
  std::optional<std::chrono::milliseconds> retry_;
};

// Appends the event in wire form. Data may hold line breaks of any kind; they arrive as LF. Line
// breaks in id and event are dropped.
void append_sse(std::string& out, const SseEvent& event);
std::string format_sse(const SseEvent& event);
// A comment line, which readers ignore: it keeps connections and proxies awake.
std::string sse_comment(std::string_view text = {});

}  // namespace elevaite::net
