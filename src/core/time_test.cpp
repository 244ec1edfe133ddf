#include "core/time.hpp"

#include <gtest/gtest.h>

namespace elevaite {
namespace {

std::string at(std::int64_t micros) { return to_rfc3339(from_micros(micros)); }

TEST(rfc3339, is_written_with_milliseconds_or_microseconds) {
  EXPECT_EQ(at(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(at(1'764'095'345'067'000), "2025-11-25T18:29:05.067Z");
  EXPECT_EQ(at(1'764'095'345'067'008), "2025-11-25T18:29:05.067008Z");
  EXPECT_EQ(at(951'782'399'999'999), "2000-02-28T23:59:59.999999Z");
  EXPECT_EQ(at(951'782'400'000'000), "2000-02-29T00:00:00.000Z");
}

TEST(rfc3339, is_written_before_1970_and_beyond_four_digits) {
  EXPECT_EQ(at(-1'000), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(at(253'402'300'800'000'000), "10000-01-01T00:00:00.000Z");
}

TEST(rfc3339, is_read_as_it_is_written) {
  for (std::int64_t micros : {0LL, -62'135'596'800'000'000LL, 1'764'095'345'067'008LL}) {
    auto read = parse_rfc3339(at(micros));
    ASSERT_TRUE(read) << at(micros);
    EXPECT_EQ(to_micros(*read), micros);
  }
}

}  // namespace
}  // namespace elevaite
