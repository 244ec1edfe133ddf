#include "adapters/report/flow.hpp"

#include <gtest/gtest.h>

#include "adapters/report/failure.hpp"

namespace elevaite::adapters::report {
namespace {

Strip strip(double height, bool keeps_next = false) {
  Strip strip;
  strip.height = height;
  strip.keeps_next = keeps_next;
  return strip;
}

std::vector<std::size_t> sizes(const std::vector<Page>& pages) {
  std::vector<std::size_t> sizes;
  for (const Page& page : pages) sizes.push_back(page.size());
  return sizes;
}

using Sizes = std::vector<std::size_t>;

TEST(Flow, fills_pages_from_top_to_bottom) {
  Body body;
  for (int i = 0; i < 7; ++i) body.strips.push_back(strip(30));
  auto pages = paginate(body, 10, 100, 9);
  EXPECT_EQ(sizes(pages), (Sizes{3, 3, 1}));
  EXPECT_EQ(pages[0][2].top, 70);
  EXPECT_EQ(pages[1][0].top, 10);
}

TEST(Flow, moves_a_heading_to_the_page_of_what_it_heads) {
  Body body;
  for (int i = 0; i < 2; ++i) body.strips.push_back(strip(30));
  body.strips.push_back(strip(30, true));
  body.strips.back().heading = 0;
  body.headings.push_back({1, "Outlook"});
  body.strips.push_back(strip(30));
  auto pages = paginate(body, 10, 100, 9);
  EXPECT_EQ(sizes(pages), (Sizes{2, 2}));
  EXPECT_EQ(body.headings[0].page, 1u);
  EXPECT_EQ(body.headings[0].top, 10);
}

TEST(Flow, leaves_out_space_at_the_top_of_a_page) {
  Body body;
  for (int i = 0; i < 3; ++i) {
    body.strips.push_back(strip(40));
    body.strips.back().space_before = 15;
  }
  auto pages = paginate(body, 0, 100, 9);
  EXPECT_EQ(sizes(pages), (Sizes{2, 1}));
  EXPECT_EQ(pages[0][0].top, 0);
  EXPECT_EQ(pages[0][1].top, 55);
  EXPECT_EQ(pages[1][0].top, 0);
}

TEST(Flow, repeats_the_head_of_a_table_on_each_page) {
  auto head = std::make_shared<RepeatedHead>();
  head->height = 20;
  Body body;
  body.strips.push_back(strip(20, true));
  for (int i = 0; i < 6; ++i) {
    body.strips.push_back(strip(30));
    body.strips.back().head = head;
  }
  auto pages = paginate(body, 0, 100, 9);
  EXPECT_EQ(sizes(pages), (Sizes{3, 3, 3}));
  EXPECT_EQ(pages[1][0].head, head.get());
  EXPECT_EQ(pages[1][1].top, 20);
}

TEST(Flow, divides_a_chain_that_fits_on_no_page) {
  Body body;
  for (int i = 0; i < 12; ++i) body.strips.push_back(strip(30, true));
  EXPECT_EQ(sizes(paginate(body, 0, 100, 9)), (Sizes{3, 3, 3, 3}));
}

TEST(Flow, ends_beyond_the_last_page) {
  Body body;
  for (int i = 0; i < 12; ++i) body.strips.push_back(strip(30));
  EXPECT_THROW(paginate(body, 0, 100, 3), Failure);
}

}  // namespace
}  // namespace elevaite::adapters::report
