#include "core/net/sse.hpp"

#include <gtest/gtest.h>

namespace elevaite::net {
namespace {

using Events = std::vector<SseEvent>;

std::string describe(const Events& events) {
  std::string text;
  for (const auto& e : events) text += "[" + e.id + "|" + e.event + "|" + e.data + "]";
  return text;
}

Events parse(std::vector<std::string_view> pieces) {
  SseParser parser;
  Events events;
  auto keep = [&events](SseEvent event) -> Result<void> {
    events.push_back(std::move(event));
    return {};
  };
  for (auto piece : pieces) parser.feed(piece, keep).value();
  return events;
}

const std::string kSample =
    "\xEF\xBB\xBF: a comment\n"
    "data: first\n\n"
    "id: 1\r\nevent: token\r\ndata: gr\xC3\xBC\xC3\x9F \xF0\x9F\x8C\x8D\r\ndata:two\r\ndata\r\n\r\n"
    "data:  keeps one space\rretry: 1500\r\r"
    "event: nothing\n\n"
    "unknown: x\ndata: a:b: c\nid\n\n"
    "data\n\n"
    "data: never finished";
const std::string kExpected =
    "[||first][1|token|gr\xC3\xBC\xC3\x9F \xF0\x9F\x8C\x8D\ntwo\n][1|| keeps one space][||a:b: "
    "c][||]";

TEST(SseParser, reads_the_sample_whole) { EXPECT_EQ(describe(parse({kSample})), kExpected); }

TEST(SseParser, reads_the_sample_split_at_every_position) {
  std::string_view sample = kSample;
  for (std::size_t i = 0; i <= sample.size(); ++i) {
    EXPECT_EQ(describe(parse({sample.substr(0, i), sample.substr(i)})), kExpected) << i;
  }
}

TEST(SseParser, reads_the_sample_split_at_every_pair_of_positions) {
  std::string_view s = kSample;
  for (std::size_t i = 0; i <= s.size(); ++i) {
    for (std::size_t j = i; j <= s.size(); ++j) {
      ASSERT_EQ(describe(parse({s.substr(0, i), s.substr(i, j - i), s.substr(j)})), kExpected)
          << i << "," << j;
    }
  }
}

TEST(SseParser, reads_the_sample_byte_by_byte) {
  std::vector<std::string_view> bytes;
  for (std::size_t i = 0; i < kSample.size(); ++i)
    bytes.push_back(std::string_view(kSample).substr(i, 1));
  EXPECT_EQ(describe(parse(bytes)), kExpected);
}

TEST(SseParser, keeps_id_and_retry_for_reconnecting) {
  SseParser parser;
  auto ignore = [](SseEvent) -> Result<void> { return {}; };
  using namespace std::string_literals;
  parser.feed("id: 7\nretry: 2000\n\nid: a\0b\nretry: 12x\nretry: -5\nretry:\n\n"s, ignore).value();
  EXPECT_EQ(parser.last_event_id(), "7");
  EXPECT_EQ(parser.retry(), std::chrono::milliseconds(2000));
}

TEST(SseParser, treats_a_byte_order_mark_only_at_the_start_as_one) {
  EXPECT_EQ(describe(parse({"\xEF\xBB\xBF"
                            "data: x\n\n\xEF\xBB\xBF"
                            "data: y\n\n"})),
            "[||x]");
}

TEST(SseParser, refuses_an_event_that_is_too_large) {
  auto ignore = [](SseEvent) -> Result<void> { return {}; };
  SseParser one_line(100);
  EXPECT_EQ(one_line.feed("data: " + std::string(100, 'x'), ignore).error().code,
            ErrorCode::limit_exceeded);
  SseParser many_lines(100);
  Result<void> result;
  for (int i = 0; i < 20 && result.has_value(); ++i)
    result = many_lines.feed("data: 12345678\n", ignore);
  EXPECT_EQ(result.error().code, ErrorCode::limit_exceeded);
  SseParser many_events(100);
  for (int i = 0; i < 100; ++i) many_events.feed("data: 12345678\n\n", ignore).value();
}

TEST(SseParser, stops_at_the_error_of_its_reader) {
  SseParser parser;
  int seen = 0;
  auto refuse = [&seen](SseEvent) -> Result<void> {
    ++seen;
    return conflict("enough");
  };
  EXPECT_EQ(parser.feed("data: a\n\ndata: b\n\n", refuse).error().code, ErrorCode::conflict);
  EXPECT_EQ(seen, 1);
}

TEST(SseWriter, writes_what_the_parser_reads) {
  SseEvent event{"12", "token", "one\ntwo\r\nthree\rfour\n"};
  EXPECT_EQ(format_sse(event),
            "id: 12\nevent: token\ndata: one\ndata: two\ndata: three\ndata: four\ndata: \n\n");
  EXPECT_EQ(describe(parse({format_sse(event)})), "[12|token|one\ntwo\nthree\nfour\n]");
  EXPECT_EQ(describe(parse({format_sse({"", "", " leading"}), sse_comment("ping")})),
            "[|| leading]");
}

TEST(SseWriter, lets_no_line_break_out_of_id_or_event) {
  EXPECT_EQ(format_sse({"1\ndata: x", "a\r\nb", "d"}), "id: 1data: x\nevent: ab\ndata: d\n\n");
}

}  // namespace
}  // namespace elevaite::net
