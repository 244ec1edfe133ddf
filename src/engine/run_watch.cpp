#include "engine/run_watch.hpp"

namespace elevaite::engine {
namespace {

constexpr std::size_t kPage = 1000;
constexpr Duration kPollInterval = 250ms;
// A parked run that another process takes up is seen after so many intervals.
constexpr int kQuietLooks = 8;

// append_text() puts seq and type first.
bool has_type(std::string_view event, std::string_view type) {
  return event.substr(0, 64).find(type) != std::string_view::npos;
}

bool ends_the_run(std::string_view event) {
  return has_type(event, R"("type":"run_succeeded")") ||
         has_type(event, R"("type":"run_failed")") || has_type(event, R"("type":"run_cancelled")");
}

// The path of a part of a step ("agent:model.1"); empty for all else. It stands near the beginning,
// in events of the journal as in fragments of text.
std::string_view part_of(std::string_view event) {
  constexpr std::string_view kKey = R"("step":")";
  auto start = event.substr(0, 128).find(kKey);
  if (start == std::string_view::npos) return {};
  start += kKey.size();
  auto path = event.substr(start, event.find('"', start) - start);
  return path.find(':') == std::string_view::npos ? std::string_view() : path;
}

}  // namespace

RunWatch::RunWatch(Engine& engine, model::TenantId tenant_id, model::RunId id, std::int64_t after)
    : engine_(engine), tenant_id_(tenant_id), id_(id), after_(after) {
  attach();
}

// Subscribing comes before reading the journal, so that nothing falls between the two.
void RunWatch::attach() {
  auto execution = engine_.find_active(id_);
  if (execution && execution->row().tenant_id == tenant_id_) {
    subscription_ = execution->feed().subscribe();
  }
}

Task<Result<void>> RunWatch::read_journal() {
  std::int64_t after = backlog_.empty() ? after_ : backlog_.back().seq;
  CO_TRY(auto events, co_await engine_.runs().events(tenant_id_, id_, after, kPage));
  is_caught_up_ = events.size() < kPage;
  for (const Json& event : events) {
    backlog_.push_back({find_int(event, "seq").value_or(0), false, to_text(event)});
  }
  co_return Result<void>();
}

std::optional<FeedItem> RunWatch::pop_backlog() {
  while (!backlog_.empty()) {
    FeedItem item = std::move(backlog_.front());
    backlog_.pop_front();
    if (item.is_transient ? is_stale(item) : item.seq <= after_) continue;
    if (!item.is_transient) note(item);
    return item;
  }
  return std::nullopt;
}

void RunWatch::note(const FeedItem& event) {
  after_ = event.seq;
  is_over_ = ends_the_run(event.text);
  is_parked_ = has_type(event.text, R"("type":"run_waiting")");
  if (auto part = part_of(event.text); !part.empty())
    marks_.insert_or_assign(std::string(part), after_);
}

// The journal may have been read further than the subscription has come.
bool RunWatch::is_stale(const FeedItem& fragment) const {
  auto mark = marks_.find(part_of(fragment.text));
  return mark != marks_.end() && fragment.seq < mark->second;
}

// Nobody writes the journal of a parked run: the database is asked when a run was taken up here,
// and now and then for the sake of other processes.
bool RunWatch::should_look() {
  bool is_news = std::exchange(seen_activations_, engine_.activations()) != engine_.activations();
  if (!is_parked_ || subscription_ || is_news || ++quiet_looks_ >= kQuietLooks) {
    quiet_looks_ = 0;
    return true;
  }
  return false;
}

std::optional<FeedItem> RunWatch::poll() {
  if (auto item = pop_backlog()) return item;
  if (is_over_ || !is_caught_up_ || !subscription_) return std::nullopt;
  auto item = subscription_->poll();
  if (!item) return std::nullopt;
  if (!item->is_transient && item->seq > after_ + 1) {
    is_caught_up_ = false;  // fell behind: next() reads what was dropped
    return std::nullopt;
  }
  backlog_.push_back(std::move(*item));
  return pop_backlog();
}

Task<Result<std::optional<FeedItem>>> RunWatch::next(Duration limit) {
  auto deadline = std::chrono::steady_clock::now() + limit;
  while (true) {
    if (auto item = pop_backlog()) co_return item;
    if (is_over_) co_return std::optional<FeedItem>();
    if (!is_caught_up_) {
      CO_CHECK(co_await read_journal());
      continue;
    }
    auto left = std::chrono::duration_cast<Duration>(deadline - std::chrono::steady_clock::now());
    if (left <= Duration::zero()) co_return std::optional<FeedItem>();
    if (subscription_) {
      auto item = co_await subscription_->next(left);
      if (item && !item->is_transient && item->seq > after_ + 1) {
        is_caught_up_ = false;  // fell behind: the journal has what was dropped
      } else if (item) {
        backlog_.push_back(std::move(*item));
      } else if (subscription_->is_closed()) {
        subscription_.reset();
        is_caught_up_ = false;
      }
      continue;
    }
    co_await sleep_for(std::min(left, kPollInterval));
    attach();
    if (should_look()) is_caught_up_ = false;
  }
}

}  // namespace elevaite::engine
