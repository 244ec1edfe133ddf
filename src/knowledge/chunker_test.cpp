#include "knowledge/chunker.hpp"

#include <gmock/gmock.h>

#include <random>

namespace elevaite::knowledge {
namespace {

using model::Block;
using model::ParsedDocument;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;

Block heading(int level, std::string text) {
  return {Block::Kind::heading, level, 0, std::move(text)};
}
Block text(std::string words, std::int64_t page = 0) {
  return {Block::Kind::text, 0, page, std::move(words)};
}
Block table(std::string rows) { return {Block::Kind::table, 0, 0, std::move(rows)}; }

std::vector<CutChunk> cut(std::vector<Block> blocks, std::int64_t max = 400,
                          std::int64_t overlap = 0) {
  return cut_into_chunks(ParsedDocument{std::move(blocks), 0}, {max, overlap});
}

std::string sentences(int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += "Sentence number " + std::to_string(i) + " is here. ";
  return out;
}

}  // namespace

TEST(Chunker, gives_what_lies_below_headings_their_path) {
  auto chunks =
      cut({heading(1, "Leave"), text("General."), heading(2, "Parental"), text("Three years."),
           heading(2, "Sick"), text("Six weeks."), heading(1, "Pay"), text("Monthly.")});
  EXPECT_THAT(chunks, ElementsAre(Field(&CutChunk::title_path, "Leave"),
                                  Field(&CutChunk::title_path, "Leave › Parental"),
                                  Field(&CutChunk::title_path, "Leave › Sick"),
                                  Field(&CutChunk::title_path, "Pay")));
  EXPECT_EQ(chunks[1].text, "Three years.");
}

TEST(Chunker, keeps_a_heading_that_nothing_follows) {
  auto chunks = cut({heading(1, "Top"), heading(2, "Lone"), heading(1, "Next")});
  ASSERT_EQ(chunks.size(), 2U);
  EXPECT_EQ(chunks[0].text, "Lone");
  EXPECT_EQ(chunks[0].title_path, "Top");
  EXPECT_EQ(chunks[1].text, "Next");
}

TEST(Chunker, puts_short_paragraphs_of_a_page_together) {
  auto chunks = cut({text("One.", 3), text("Two.", 3), text("Three.", 4)});
  ASSERT_EQ(chunks.size(), 2U);
  EXPECT_EQ(chunks[0].text, "One.\n\nTwo.");
  EXPECT_EQ(chunks[0].page, 3);
  EXPECT_EQ(chunks[1].page, 4);
}

TEST(Chunker, cuts_long_text_at_sentences_and_repeats_the_end) {
  auto chunks = cut({text(sentences(40))}, 60, 15);
  ASSERT_GT(chunks.size(), 4U);
  for (const auto& chunk : chunks) {
    EXPECT_TRUE(chunk.text.starts_with("Sentence")) << chunk.text;
    EXPECT_LE(chunk.token_count, 60);
  }
  auto repeated = chunks[1].text.substr(0, chunks[1].text.find('.') + 1);
  EXPECT_THAT(chunks[0].text, HasSubstr(repeated));
}

TEST(Chunker, keeps_a_table_whole_or_repeats_its_first_row) {
  EXPECT_EQ(cut({text("Before."), table("a | b\n1 | 2"), text("After.")}).size(), 3U);
  std::string rows = "name | price";
  for (int i = 0; i < 50; ++i) rows += "\nitem " + std::to_string(i) + " | 10";
  auto chunks = cut({table(rows)}, 40);
  ASSERT_GT(chunks.size(), 3U);
  for (const auto& chunk : chunks) EXPECT_TRUE(chunk.text.starts_with("name | price\n"));
}

TEST(Chunker, counts_dense_scripts_by_character) {
  EXPECT_EQ(estimate_tokens("four"), 1);
  EXPECT_EQ(estimate_tokens("東京"), 2);
  std::string dense;
  for (int i = 0; i < 100; ++i) dense += "東";
  for (const auto& chunk : cut({text(dense)}, 30)) EXPECT_LE(chunk.token_count, 30);
}

// Random documents of words that are each unlike any other.
TEST(Chunker, loses_nothing_keeps_sizes_and_answers_the_same_again) {
  std::mt19937 random(7);
  auto roll = [&random](int below) {
    return static_cast<int>(random() % static_cast<unsigned>(below));
  };
  for (int round = 0; round < 200; ++round) {
    std::vector<Block> blocks;
    std::vector<std::string> words;
    int next = 0;
    auto some_words = [&](int count, const char* between) {
      std::string out;
      for (int i = 0; i < count; ++i) {
        words.push_back("w" + std::to_string(next++) + (roll(9) == 0 ? "é." : ""));
        if (i > 0) out += roll(12) == 0 ? "\n" : between;
        out += words.back();
      }
      return out;
    };
    for (int i = roll(12) + 1; i > 0; --i) {
      int kind = roll(4);
      if (kind == 0) blocks.push_back(heading(roll(6) + 1, some_words(roll(5) + 1, " ")));
      if (kind == 1) blocks.push_back(table(some_words(roll(120) + 1, " | ")));
      if (kind > 1) blocks.push_back(text(some_words(roll(300) + 1, " ")));
    }
    const std::int64_t max = roll(80) + 20;
    const std::int64_t overlap = roll(2) * max / 5;
    auto chunks = cut(blocks, max, overlap);
    EXPECT_EQ(chunks, cut(blocks, max, overlap));
    std::string all;
    for (const auto& chunk : chunks) {
      EXPECT_LE(estimate_tokens(chunk.text), max);
      EXPECT_EQ(estimate_tokens(chunk.text), chunk.token_count);
      all += " " + chunk.title_path + " \n " + chunk.text + " \n";
    }
    for (char& c : all) c = c == '\n' || c == '|' ? ' ' : c;
    for (const auto& word : words) {
      ASSERT_NE(all.find(" " + word + " "), std::string::npos) << word << " of round " << round;
    }
  }
}

TEST(Chunker, cuts_within_words_only_when_there_is_no_other_place) {
  std::string word;
  for (int i = 0; i < 500; ++i) word += "ü€";
  auto chunks = cut({text(word)}, 20);
  std::string joined;
  for (const auto& chunk : chunks) joined += chunk.text;
  EXPECT_EQ(joined, word);
}

}  // namespace elevaite::knowledge
