#include "adapters/report/locale.hpp"

#include <gtest/gtest.h>

namespace elevaite::adapters::report {
namespace {

TEST(Locale, writes_numbers_as_the_language_does) {
  EXPECT_EQ(number_text(1234567.5, 2, locale_for("en").numbers), "1,234,567.50");
  EXPECT_EQ(number_text(1234567.5, 2, locale_for("de-AT").numbers), "1.234.567,50");
  EXPECT_EQ(number_text(1234, 0, locale_for("fr").numbers), "1\u202f234");
  EXPECT_EQ(number_text(999, 0, locale_for("en").numbers), "999");
  EXPECT_EQ(number_text(-1000, 0, locale_for("xx").numbers), "−1,000");
  EXPECT_EQ(number_text(-0.001, 2, locale_for("en").numbers), "0.00");
}

TEST(Locale, puts_the_sign_before_the_currency) {
  NumberStyle style = locale_for("en").numbers;
  style.prefix = "€ ";
  style.suffix = " net";
  EXPECT_EQ(number_text(-12.5, 2, style), "−€ 12.50 net");
}

TEST(Locale, counts_the_decimals_a_value_needs) {
  EXPECT_EQ(decimals_of(12), 0);
  EXPECT_EQ(decimals_of(12.5), 1);
  EXPECT_EQ(decimals_of(0.1 + 0.2), 1);
  EXPECT_EQ(decimals_of(1.0 / 3), 2);
}

TEST(Locale, knows_which_languages_run_from_right_to_left) {
  EXPECT_TRUE(locale_for("ar-EG").is_rtl);
  EXPECT_TRUE(locale_for("he").is_rtl);
  EXPECT_FALSE(locale_for("de").is_rtl);
  EXPECT_FALSE(locale_for("").is_rtl);
}

}  // namespace
}  // namespace elevaite::adapters::report
