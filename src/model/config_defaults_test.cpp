#include "model/config_defaults.hpp"

#include <gtest/gtest.h>

namespace elevaite::model {
namespace {

std::string filled(std::string_view config) {
  Json schema = parse_json(R"({"properties":{
    "method":{"default":"GET"},
    "input":{"default":"{{ trigger.message }}"},
    "limits":{"properties":{"steps":{"default":20}}},
    "rules":{"items":{"properties":{"operator":{"default":"equals"}}}}}})")
                    .value();
  Json value = parse_json(config).value();
  apply_defaults(schema, value);
  return to_text(value);
}

}  // namespace

TEST(ConfigDefaults, fills_in_what_is_absent_and_keeps_what_is_there) {
  EXPECT_EQ(filled("{}"), R"({"method":"GET","input":"{{ trigger.message }}"})");
  EXPECT_EQ(filled(R"({"method":"PUT","input":null})"), R"({"method":"PUT","input":null})");
}

TEST(ConfigDefaults, looks_into_objects_and_lists_that_are_there) {
  EXPECT_EQ(filled(R"({"method":"","input":"","limits":{},"rules":[{},{"operator":"x"}]})"),
            R"({"method":"","input":"","limits":{"steps":20},)"
            R"("rules":[{"operator":"equals"},{"operator":"x"}]})");
}

TEST(ConfigDefaults, leaves_alone_what_has_another_shape) {
  EXPECT_EQ(filled("[1]"), "[1]");
  EXPECT_EQ(filled(R"({"method":1,"input":1,"limits":"x","rules":{}})"),
            R"({"method":1,"input":1,"limits":"x","rules":{}})");
}

}  // namespace elevaite::model
