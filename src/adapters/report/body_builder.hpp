// Lays blocks out as strips.
#pragma once
#include "adapters/report/failure.hpp"
#include "adapters/report/flow.hpp"

namespace elevaite::adapters::report {

// Where text stands between the margins; quotes and lists make it narrower.
struct Slot {
  double left = 0;
  double width = 0;
};

class BodyBuilder {
 public:
  BodyBuilder(const TextMaker& texts, const Locale& locale, Slot slot, const Deadline& deadline,
              double page_height)
      : texts_(texts),
        locale_(locale),
        slot_(slot),
        deadline_(deadline),
        page_height_(page_height) {}

  Body build(const std::vector<Block>& blocks);

 private:
  void add_block(const Block& block, Slot slot);
  void add_heading(const Block& block, Slot slot);
  void add_paragraph(const RichText& text, Slot slot, double space);
  void add_list(const Block& block, Slot slot);
  void add_item(const Block& item, Slot slot, bool is_tight);
  void add_quote(const Block& block, Slot slot);
  void add_code(const Block& block, Slot slot);
  void add_rule(Slot slot);
  void add_table(const Table& table, Slot slot);
  void add_chart(const Chart& chart, Slot slot);
  // The lines of a text; no lone line stays behind or goes ahead.
  void add_lines(TextBlock text, double left, double space, const char* element);
  void add_caption(const std::string& title, Slot slot);

  Strip& add(Strip strip);
  std::size_t new_id() { return ++last_id_; }
  // The column between the margins without `space` at its start.
  Slot indented(Slot slot, double space) const;

  const TextMaker& texts_;
  const Locale& locale_;
  Slot slot_;
  const Deadline& deadline_;
  double page_height_;
  Body body_;
  std::vector<Element> open_;  // the elements around what is added now
  std::size_t last_id_ = 0;
};

}  // namespace elevaite::adapters::report
