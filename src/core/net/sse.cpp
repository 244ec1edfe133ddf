#include "core/net/sse.hpp"

#include <charconv>

namespace elevaite::net {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

void append_without_breaks(std::string& out, std::string_view text) {
  for (char c : text) {
    if (c != '\r' && c != '\n' && c != '\0') out += c;
  }
}

}  // namespace

Result<void> SseParser::feed(std::string_view bytes, const OnEvent& on_event) {
  while (!bytes.empty()) {
    if (skips_line_feed_) {
      skips_line_feed_ = false;
      if (bytes.front() == '\n') {
        bytes.remove_prefix(1);
        continue;
      }
    }
    auto end = bytes.find_first_of("\r\n");
    auto piece = bytes.substr(0, end);
    if (partial_line_.size() + piece.size() + data_.size() > max_event_bytes_) {
      return Error{ErrorCode::limit_exceeded, "The event stream holds an event of more than " +
                                                  std::to_string(max_event_bytes_) + " bytes."};
    }
    if (end == std::string_view::npos) {
      partial_line_ += piece;
      return {};
    }
    skips_line_feed_ = bytes[end] == '\r';
    bytes.remove_prefix(end + 1);
    if (partial_line_.empty()) {
      CHECK(take_line(piece, on_event));
    } else {
      partial_line_ += piece;
      CHECK(take_line(partial_line_, on_event));
      partial_line_.clear();
    }
  }
  return {};
}

Result<void> SseParser::take_line(std::string_view line, const OnEvent& on_event) {
  if (is_first_line_) {
    is_first_line_ = false;
    if (line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  }
  if (line.empty()) return dispatch(on_event);
  if (line.front() == ':') return {};
  auto name = line.substr(0, line.find(':'));
  auto value = line.substr(std::min(line.size(), name.size() + 1));
  if (value.starts_with(' ')) value.remove_prefix(1);
  take_field(name, value);
  return {};
}

void SseParser::take_field(std::string_view name, std::string_view value) {
  if (name == "data") {
    data_.append(value).push_back('\n');
  } else if (name == "event") {
    event_ = value;
  } else if (name == "id") {
    if (value.find('\0') == std::string_view::npos) last_id_ = value;
  } else if (name == "retry") {
    std::int64_t ms = 0;
    bool is_number = !value.empty() && value.front() != '-';
    auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), ms);
    if (is_number && code == std::errc() && end == value.data() + value.size()) {
      retry_ = std::chrono::milliseconds(ms);
    }
  }
}

Result<void> SseParser::dispatch(const OnEvent& on_event) {
  if (data_.empty()) {
    event_.clear();
    return {};
  }
  data_.pop_back();
  SseEvent event{last_id_, std::move(event_), std::move(data_)};
  event_.clear();
  data_.clear();
  return on_event(std::move(event));
}

void append_sse(std::string& out, const SseEvent& event) {
  if (!event.id.empty()) {
    out += "id: ";
    append_without_breaks(out, event.id);
    out += '\n';
  }
  if (!event.event.empty()) {
    out += "event: ";
    append_without_breaks(out, event.event);
    out += '\n';
  }
  std::string_view rest = event.data;
  while (true) {
    auto end = rest.find_first_of("\r\n");
    out.append("data: ").append(rest.substr(0, end)).push_back('\n');
    if (end == std::string_view::npos) break;
    bool is_pair = rest.substr(end).starts_with("\r\n");
    rest.remove_prefix(end + (is_pair ? 2 : 1));
  }
  out += '\n';
}

std::string format_sse(const SseEvent& event) {
  std::string out;
  out.reserve(event.id.size() + event.event.size() + event.data.size() + 32);
  append_sse(out, event);
  return out;
}

std::string sse_comment(std::string_view text) {
  std::string out = ": ";
  append_without_breaks(out, text);
  out += "\n\n";
  return out;
}

}  // namespace elevaite::net
