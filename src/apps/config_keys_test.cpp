#include "apps/config_keys.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

namespace elevaite::apps {
namespace {

// __FILE__ is src/apps/config_keys_test.cpp, however the build spells it.
std::string document_path() {
  std::string path = __FILE__;
  return path.substr(0, path.rfind("src/apps/")) + "docs/configuration.md";
}

TEST(config_keys, have_sound_defaults) {
  auto config = Config::load(config_keys(), {});
  ASSERT_TRUE(config.has_value()) << config.error().message;
  EXPECT_EQ(config->text("database.url"), "sqlite:var/elevaite.db");
  EXPECT_EQ(config->integer("auth.port"), 8004);
  EXPECT_EQ(config->integer("engine.port"), 8006);
}

TEST(config_keys, are_unique_and_explained) {
  std::set<std::string> names;
  std::set<std::string> variables;
  for (const ConfigKey& key : config_keys()) {
    EXPECT_TRUE(names.insert(key.name).second) << key.name;
    EXPECT_TRUE(variables.insert(config_variable(key.name)).second) << key.name;
    EXPECT_TRUE(key.sentence.ends_with('.')) << key.name;
  }
}

// UPDATE_GOLDEN=1 writes the document instead.
TEST(config_keys, are_what_the_document_says) {
  auto expected = config_markdown(config_keys());
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(document_path()) << expected;
  }
  std::ifstream stream(document_path());
  std::stringstream found;
  found << stream.rdbuf();
  EXPECT_EQ(found.str(), expected)
      << "Run UPDATE_GOLDEN=1 apps_test to write docs/configuration.md anew.";
}

}  // namespace
}  // namespace elevaite::apps
