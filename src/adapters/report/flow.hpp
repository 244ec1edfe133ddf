// A report's body as strips from top to bottom, and how they are divided among pages.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adapters/report/canvas.hpp"

namespace elevaite::adapters::report {

// A structure element around a strip; strips that share it stand next to each other.
struct Element {
  const char* name = "P";
  std::size_t id = 0;
};

using Draw = std::function<void(Canvas&, double top)>;

// The row that a table repeats on every page it goes on to.
struct RepeatedHead {
  double height = 0;
  Draw draw;
  std::vector<Element> elements{};
};

// One line, table row or chart: never divided.
struct Strip {
  double space_before = 0;  // not at the top of a page
  double height = 0;
  bool keeps_next = false;  // is not the last of a page
  std::vector<Element> elements{};
  std::shared_ptr<const RepeatedHead> head{};
  int heading = -1;  // index into Body::headings
  Draw draw;
};

struct Heading {
  int level = 1;
  std::string title;
  std::size_t page = 0;  // from 0 within the body; set by paginate()
  double top = 0;
};

struct Body {
  std::vector<Strip> strips;
  std::vector<Heading> headings;
};

struct Placed {
  double top = 0;
  const Strip* strip = nullptr;
  const RepeatedHead* head = nullptr;  // instead of a strip
};
using Page = std::vector<Placed>;

// `top` is where the text of a page begins. Throws Failure beyond `max_pages`.
std::vector<Page> paginate(Body& body, double top, double height, std::size_t max_pages);

// Draws one page's strips inside of their structure elements.
void draw_page(Canvas& canvas, const Page& page);

}  // namespace elevaite::adapters::report
