#include <gtest/gtest.h>

#include "adapters/llm/demo/facts.hpp"

namespace elevaite::adapters::llm::demo {
namespace {

TEST(demo_words, forms_of_a_word_share_a_stem) {
  for (const char* word : {"shipped", "shipping", "ships", "ship", "shipment"})
    EXPECT_EQ(stem_of(word), "ship") << word;
  for (const char* word : {"orders", "order", "ordered"}) EXPECT_EQ(stem_of(word), "order") << word;
  EXPECT_EQ(stem_of("status"), "status");
  EXPECT_EQ(stem_of("queries"), stem_of("query"));
  EXPECT_EQ(stem_of("calculator"), stem_of("calculate"));
  EXPECT_EQ(stem_of("delivery"), stem_of("delivered"));
  EXPECT_EQ(stem_of("prices"), stem_of("price"));
}

TEST(demo_words, identifiers_are_split) {
  EXPECT_EQ(stems_of("lookupOrder_id"), (std::set<std::string>{"lookup", "order", "id"}));
}

std::vector<std::string> of_kind(std::string_view text, Fact::Kind kind) {
  std::vector<std::string> found;
  for (const Fact& fact : facts_of(text).facts) {
    if (fact.kind == kind && !fact.is_weak) found.push_back(fact.text);
  }
  return found;
}

using Texts = std::vector<std::string>;

TEST(demo_facts, finds_numbers_but_not_inside_other_things) {
  EXPECT_EQ(of_kind("Order #1042, 3.5 kg, 1,250,000 and -7.", Fact::Kind::number),
            (Texts{"1042", "3.5", "1250000", "-7"}));
  EXPECT_EQ(of_kind("ORD-77 on 2026-10-03 at 12:30 from a1@b2.com", Fact::Kind::number),
            (Texts{"30"}));
}

TEST(demo_facts, finds_dates_in_several_spellings) {
  EXPECT_EQ(of_kind("from 2026-10-03 to October 4th, 2026 or 5 Nov 2026", Fact::Kind::date),
            (Texts{"2026-10-03", "2026-10-04", "2026-11-05"}));
}

TEST(demo_facts, finds_addresses_names_and_quotations) {
  const char* text =
      "Tell Ada Lovelace (ada@example.org) in New York “hi there”, see https://x.org/a?b=1.";
  EXPECT_EQ(of_kind(text, Fact::Kind::email), (Texts{"ada@example.org"}));
  EXPECT_EQ(of_kind(text, Fact::Kind::url), (Texts{"https://x.org/a?b=1"}));
  EXPECT_EQ(of_kind(text, Fact::Kind::quotation), (Texts{"hi there"}));
  EXPECT_EQ(of_kind(text, Fact::Kind::name), (Texts{"Ada Lovelace", "New York"}));
}

TEST(demo_facts, bears_any_bytes) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += static_cast<char>((i * 37) % 256);
  EXPECT_LE(facts_of(text).facts.size(), 1000u);
  EXPECT_TRUE(facts_of("").facts.empty());
}

}  // namespace
}  // namespace elevaite::adapters::llm::demo
