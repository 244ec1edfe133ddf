#include "apps/metrics_catalogue.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

namespace elevaite::apps {
namespace {

std::string metrics_document() {
  std::string path = __FILE__;
  return path.substr(0, path.rfind("src/apps/")) + "docs/metrics.md";
}

TEST(metrics_catalogue, is_sound) {
  std::set<std::string> names;
  for (const CatalogueMetric& metric : metrics_catalogue()) {
    EXPECT_TRUE(names.insert(metric.name).second) << metric.name;
    EXPECT_TRUE(metric.name.starts_with("elevaite_")) << metric.name;
    EXPECT_TRUE(metric.sentence.ends_with('.')) << metric.name;
    for (const std::string& dimension : metric.dimensions) {
      EXPECT_EQ(std::ranges::count(metric.labels, dimension), 1) << metric.name;
    }
  }
}

// UPDATE_GOLDEN=1 writes the document instead.
TEST(metrics_catalogue, is_what_the_document_says) {
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(metrics_document()) << metrics_markdown();
  }
  std::ifstream stream(metrics_document());
  std::stringstream found;
  found << stream.rdbuf();
  EXPECT_EQ(found.str(), metrics_markdown())
      << "Run UPDATE_GOLDEN=1 apps_test to write docs/metrics.md anew.";
}

}  // namespace
}  // namespace elevaite::apps
