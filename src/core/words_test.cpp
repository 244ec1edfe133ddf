#include "core/words.hpp"

#include <gmock/gmock.h>

namespace elevaite {

using testing::ElementsAre;

TEST(Words, are_runs_of_letters_and_digits_in_lower_case) {
  EXPECT_THAT(words_of("Hello, WORLD! v2.5"), ElementsAre("hello", "world", "v2", "5"));
  EXPECT_THAT(words_of("ÄRGER über Łódź"), ElementsAre("ärger", "über", "łódź"));
  EXPECT_THAT(words_of("ΑΘΗΝΑ Москва"), ElementsAre("αθηνα", "москва"));
  EXPECT_THAT(words_of("東京タワー、京都。"), ElementsAre("東京タワー", "京都"));
  EXPECT_THAT(words_of("“quoted”—dash"), ElementsAre("quoted", "dash"));
}

TEST(Words, take_whatever_bytes_come) {
  EXPECT_THAT(words_of("a\xff\xfe"
                       "b"),
              ElementsAre("a", "b"));
  EXPECT_THAT(words_of(""), ElementsAre());
  EXPECT_EQ(code_points_of("a\xf0\x9f\x98\x80"), U"a\U0001F600");
}

}  // namespace elevaite
