#include "adapters/report/flow.hpp"

#include "adapters/report/failure.hpp"

namespace elevaite::adapters::report {
namespace {

class Paginator {
 public:
  Paginator(Body& body, double top, double height, std::size_t max_pages)
      : body_(body), top_(top), bottom_(top + height), max_pages_(max_pages), y_(top) {
    pages_.emplace_back();
  }

  std::vector<Page> run() {
    const auto& strips = body_.strips;
    for (std::size_t begin = 0; begin < strips.size();) {
      std::size_t end = begin;
      while (end + 1 < strips.size() && strips[end].keeps_next) ++end;
      // A chain that fits on no page is divided wherever it must be.
      bool fits_nowhere = height_of(begin, end, true) > bottom_ - top_;
      if (!fits_nowhere && y_ + height_of(begin, end, pages_.back().empty()) > bottom_ + 0.01) {
        next_page();
      }
      for (; begin <= end; ++begin) place(strips[begin]);
    }
    return std::move(pages_);
  }

 private:
  double height_of(std::size_t begin, std::size_t end, bool is_at_top) const {
    double height = 0;
    for (std::size_t i = begin; i <= end; ++i) {
      const Strip& strip = body_.strips[i];
      if (i > begin || !is_at_top) height += strip.space_before;
      if (i == begin && is_at_top && strip.head) height += strip.head->height;
      height += strip.height;
    }
    return height;
  }

  void next_page() {
    if (pages_.size() >= max_pages_) {
      exceed(fmt::format("A report has at most {} pages.", max_pages_));
    }
    pages_.emplace_back();
    y_ = top_;
  }

  void place(const Strip& strip) {
    bool is_at_top = pages_.back().empty();
    double space = is_at_top ? 0 : strip.space_before;
    if (!is_at_top && y_ + space + strip.height > bottom_ + 0.01) {
      next_page();
      is_at_top = true;
      space = 0;
    }
    if (is_at_top && strip.head) {
      pages_.back().push_back({y_, nullptr, strip.head.get()});
      y_ += strip.head->height;
    }
    y_ += space;
    if (strip.heading >= 0) {
      Heading& heading = body_.headings[static_cast<std::size_t>(strip.heading)];
      heading.page = pages_.size() - 1;
      heading.top = y_;
    }
    pages_.back().push_back({y_, &strip, nullptr});
    y_ += strip.height;
  }

  Body& body_;
  double top_;
  double bottom_;
  std::size_t max_pages_;
  double y_;
  std::vector<Page> pages_;
};

// Closes and opens elements so that the open ones are those of the next strip.
class Nesting {
 public:
  explicit Nesting(Canvas& canvas) : canvas_(canvas) {}

  void change_to(const std::vector<Element>& wanted) {
    std::size_t shared = 0;
    while (shared < open_.size() && shared < wanted.size() &&
           open_[shared].id == wanted[shared].id) {
      ++shared;
    }
    while (open_.size() > shared) {
      canvas_.end(open_.back().name);
      open_.pop_back();
    }
    for (; shared < wanted.size(); ++shared) {
      canvas_.begin(wanted[shared].name);
      open_.push_back(wanted[shared]);
    }
  }

 private:
  Canvas& canvas_;
  std::vector<Element> open_;
};

}  // namespace

std::vector<Page> paginate(Body& body, double top, double height, std::size_t max_pages) {
  return Paginator(body, top, height, max_pages).run();
}

void draw_page(Canvas& canvas, const Page& page) {
  Nesting nesting(canvas);
  for (const Placed& placed : page) {
    nesting.change_to(placed.strip != nullptr ? placed.strip->elements : placed.head->elements);
    (placed.strip != nullptr ? placed.strip->draw : placed.head->draw)(canvas, placed.top);
  }
  nesting.change_to({});
}

}  // namespace elevaite::adapters::report
