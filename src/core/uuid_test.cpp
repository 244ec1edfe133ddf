#include "core/uuid.hpp"

#include <gtest/gtest.h>

#include "core/id.hpp"

namespace elevaite {
namespace {

struct Thing {
  static constexpr std::string_view kPrefix = "thing";
  static constexpr std::string_view kNoun = "thing";
};

TEST(Uuid, writes_and_reads_both_forms) {
  for (int i = 0; i < 1000; ++i) {
    Uuid uuid = Uuid::generate();
    EXPECT_EQ(Uuid::parse(uuid.str()), uuid);
    EXPECT_EQ(Uuid::parse_base32(uuid.base32()), uuid);
  }
}

TEST(Uuid, matches_the_typeid_specification) {
  auto uuid = Uuid::parse("01890a5d-ac96-774b-bcce-b302099a8057");
  ASSERT_TRUE(uuid.has_value());
  EXPECT_EQ(uuid->base32(), "01h455vb4pex5vsknk084sn02q");
}

TEST(Uuid, increases_strictly) {
  Uuid previous = Uuid::generate();
  for (int i = 0; i < 100000; ++i) {
    Uuid next = Uuid::generate();
    ASSERT_LT(previous, next);
    previous = next;
  }
}

TEST(Id, refuses_what_is_not_an_id_of_that_noun) {
  auto id = Id<Thing>::generate();
  EXPECT_EQ(Id<Thing>::parse(id.str()).value(), id);
  for (const std::string& bad :
       {std::string(), std::string("thing_"), "run" + id.str().substr(5), id.str() + "0",
        "thing_8" + id.str().substr(7), "thing_!" + id.str().substr(7)}) {
    auto parsed = Id<Thing>::parse(bad);
    ASSERT_TRUE(parsed.has_error()) << bad;
    EXPECT_EQ(parsed.error().code, ErrorCode::not_found);
  }
}

}  // namespace
}  // namespace elevaite
