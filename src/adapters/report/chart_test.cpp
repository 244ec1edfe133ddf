#include "adapters/report/chart.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/report/chart_scale.hpp"
#include "adapters/report/failure.hpp"

namespace elevaite::adapters::report {
namespace {

std::string refusal_of(std::string_view json) {
  try {
    read_chart(json, 7, locale_for("en"));
  } catch (const Failure& failure) {
    return failure.error.fields.empty() ? "" : failure.error.fields[0].message;
  }
  return "nothing was wrong";
}

TEST(Chart, names_the_place_of_what_is_wrong) {
  struct Case {
    std::string_view json, message;
  };
  const Case cases[] = {
      {"{", "Line 7: the chart is not JSON"},
      {"[]", "Line 7: the chart must be a JSON object."},
      {R"({"typ":"bar"})", "Line 7: the chart's typ is not known"},
      {R"({"type":"radar"})", "Line 7: the chart's type must be one of bar, line, pie."},
      {R"({"type":"bar"})", "Line 7: the chart's labels must name at least one value."},
      {R"({"labels":["a"]})", "Line 7: the chart's series must hold at least one."},
      {R"({"labels":["a","b"],"series":[{"values":[1]}]})",
       "Line 7: the chart's series[0].values has 1 values for 2 labels."},
      {R"({"labels":["a"],"series":[{"values":["1"]}]})",
       "Line 7: the chart's series[0].values[0] must be a number or null."},
      {R"({"labels":["a"],"series":[{"values":[1e300]}]})", "series[0].values[0] is beyond"},
      {R"({"type":"pie","labels":["a"],"series":[{"values":[-1]}]})",
       "series[0].values[0] is negative in a pie."},
      {R"({"type":"pie","labels":["a"],"series":[{"values":[0]}]})", "must add up to more than 0."},
      {R"({"labels":["a"],"series":[{"values":[1]}],"decimals":9})", "must be a whole number"},
  };
  for (const Case& one : cases) {
    EXPECT_THAT(refusal_of(one.json), testing::HasSubstr(std::string(one.message))) << one.json;
  }
}

TEST(Chart, gathers_the_small_slices_of_a_pie) {
  auto chart = read_chart(
      R"({"type":"pie","labels":[1,2,3,4,5,6,7,8,9],"series":[{"values":[1,2,3,4,5,6,7,8,9]}]})", 1,
      locale_for("en"));
  ASSERT_EQ(chart.labels.size(), 8u);
  EXPECT_EQ(chart.labels[0], "9");
  EXPECT_EQ(chart.labels[7], "Other");
  EXPECT_EQ(chart.series[0].values[7], 3);
}

TEST(ChartScale, takes_round_steps) {
  struct Case {
    double least, most;
    bool has_zero;
    double low, high, step;
  };
  const Case cases[] = {
      {0, 97, true, 0, 100, 20},          {0, 1748000, true, 0, 2000000, 500000},
      {-13, 42, true, -20, 60, 20},       {0, 0, true, 0, 1, 0.2},
      {95, 98, false, 95, 98, 1},         {7, 7, false, 6, 8, 0.5},
      {0, 0.0031, true, 0, 0.004, 0.001}, {-5, -1, true, -5, 0, 1},
  };
  for (const Case& one : cases) {
    Scale scale = scale_for(one.least, one.most, one.has_zero);
    EXPECT_LE(scale.low, one.least);
    EXPECT_GE(scale.high, one.most);
    EXPECT_NEAR(scale.step, one.step, one.step * 1e-9) << one.least << " … " << one.most;
    EXPECT_NEAR(scale.low, one.low, 1e-9) << one.least << " … " << one.most;
    EXPECT_NEAR(scale.high, one.high, 1e-9) << one.least << " … " << one.most;
  }
}

TEST(ChartScale, adds_up_what_is_stacked) {
  auto chart = read_chart(
      R"({"labels":["a"],"stacked":true,"series":[{"values":[60]},{"values":[60]},{"values":[-5]}]})",
      1, locale_for("en"));
  Scale scale = scale_of(chart);
  EXPECT_GE(scale.high, 120);
  EXPECT_LE(scale.low, -5);
}

}  // namespace
}  // namespace elevaite::adapters::report
