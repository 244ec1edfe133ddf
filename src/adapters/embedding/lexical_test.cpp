#include "adapters/embedding/lexical.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace elevaite::adapters::embedding {
namespace {

double cosine(std::string_view a, std::string_view b) {
  auto x = lexical_vector(a);
  auto y = lexical_vector(b);
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += static_cast<double>(x[i]) * y[i];
  return sum;
}

}  // namespace

TEST(LexicalEmbedder, is_nearer_to_texts_that_share_words) {
  const char* question = "How many days of parental leave do I have?";
  EXPECT_GT(cosine(question, "Parental leave lasts up to 1000 days."),
            cosine(question, "The printer on the second floor is out of paper.") + 0.2);
  EXPECT_GT(cosine("invoice", "invoices"), 0.3) << "forms of a word share their pieces";
  EXPECT_GT(cosine("東京の天気", "東京の明日の天気は晴れ"), cosine("東京の天気", "会社の休暇規定"));
  EXPECT_NEAR(cosine(question, question), 1, 1e-5);
}

TEST(LexicalEmbedder, has_vectors_of_length_one_for_every_text) {
  for (std::string_view text : {"", "   ", "a", "ünïcödé", "\xff\xfe", "!!!"}) {
    EXPECT_NEAR(cosine(text, text), 1, 1e-5) << text;
  }
  EXPECT_EQ(lexical_vector("x").size(), kLexicalDimension);
}

// Stored vectors are compared with those of later releases: who changes them changes the name.
TEST(LexicalEmbedder, makes_the_vectors_that_it_made_before) {
  auto vector = lexical_vector("The quick brown fox");
  double sum = 0;
  for (std::size_t i = 0; i < vector.size(); ++i) {
    sum += static_cast<double>(vector[i]) * static_cast<double>(i % 7);
  }
  EXPECT_NEAR(sum, 2.78752, 1e-4);
}

}  // namespace elevaite::adapters::embedding
