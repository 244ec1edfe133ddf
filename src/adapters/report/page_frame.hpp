// What surrounds the body: the cover, the table of contents, header and footer.
#pragma once
#include "adapters/report/flow.hpp"
#include "ports/report.hpp"

namespace elevaite::adapters::report {

class PageFrame {
 public:
  // `width` and `height` are the paper's. All arguments outlive the frame.
  PageFrame(const TextMaker& texts, const Locale& locale, const ports::Report& report, double width,
            double height);

  void draw_cover(Canvas& canvas) const;
  // How many pages the table of contents takes; headings deeper than 3 are left out.
  std::size_t contents_pages(const std::vector<Heading>& headings) const;
  // Page `number` (from 0) of it; the body begins on page `first_page` of the document.
  void draw_contents(Canvas& canvas, const std::vector<Heading>& headings, std::size_t number,
                     std::size_t first_page) const;
  void draw_header_and_footer(Canvas& canvas, std::size_t page, std::size_t pages) const;

 private:
  double draw_text(Canvas& canvas, const std::string& text, const TextStyle& style, double x,
                   double top, const char* element) const;
  void draw_entry(Canvas& canvas, const Heading& heading, double top, std::size_t page) const;
  std::size_t entries_on(std::size_t page) const;

  const TextMaker& texts_;
  const Locale& locale_;
  const ports::Report& report_;
  double width_;
  double height_;
  double column_;
};

bool is_in_contents(const Heading& heading);

}  // namespace elevaite::adapters::report
