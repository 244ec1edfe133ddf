// Any bytes as an event stream: read whole and cut in two, both must give the same events.
#include "core/net/sse.hpp"

namespace {

struct Reading {
  std::vector<elevaite::net::SseEvent> events;
  bool has_failed = false;
};

Reading read(std::initializer_list<std::string_view> pieces) {
  Reading reading;
  elevaite::net::SseParser parser(4096);
  for (std::string_view piece : pieces) {
    auto on_event = [&](elevaite::net::SseEvent event) -> elevaite::Result<void> {
      reading.events.push_back(std::move(event));
      return {};
    };
    if (!parser.feed(piece, on_event).has_value()) {
      reading.has_failed = true;
      break;
    }
  }
  return reading;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size == 0) return 0;
  // The first byte says where to cut.
  std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::size_t cut = text.empty() ? 0 : data[0] % text.size();
  Reading whole = read({text});
  Reading parts = read({text.substr(0, cut), text.substr(cut)});
  if (whole.has_failed != parts.has_failed) __builtin_trap();
  if (whole.events.size() != parts.events.size()) __builtin_trap();
  for (std::size_t i = 0; i < whole.events.size(); ++i) {
    const auto& a = whole.events[i];
    const auto& b = parts.events[i];
    if (a.id != b.id || a.event != b.event || a.data != b.data) __builtin_trap();
  }
  return 0;
}
