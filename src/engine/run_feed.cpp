#include "engine/run_feed.hpp"

namespace elevaite::engine {

Task<std::optional<FeedItem>> RunFeed::Subscription::next(Duration limit) {
  if (items_.empty() && !is_closed_) {
    [[maybe_unused]] bool is_changed = co_await changed_.wait_for(limit);
  }
  co_return poll();
}

std::optional<FeedItem> RunFeed::Subscription::poll() {
  if (items_.empty()) return std::nullopt;
  FeedItem item = std::move(items_.front());
  items_.pop_front();
  return item;
}

std::shared_ptr<RunFeed::Subscription> RunFeed::subscribe() {
  auto subscription = std::make_shared<Subscription>(executor_);
  subscription->is_closed_ = is_closed_;
  for (const auto& [step, text] : partial_texts_) {
    Json event{{"type", "text_delta"}, {"step", step}, {"text", text}};
    subscription->items_.push_back({published_seq_, true, to_text(event)});
  }
  subscriptions_.push_back(subscription);
  return subscription;
}

bool RunFeed::has_watchers() const {
  return std::any_of(subscriptions_.begin(), subscriptions_.end(),
                     [](const auto& subscription) { return !subscription.expired(); });
}

void RunFeed::publish_transient(std::int64_t after, const Json& event) {
  std::string step(find_string(event, "step").value_or(""));
  if (after > published_seq_ || holds_back()) {
    held_back_.push_back({after, std::move(step), event});
  } else {
    deliver_transient(step, event);
  }
}

void RunFeed::deliver_transient(const std::string& step, const Json& event) {
  if (auto text = find_string(event, "text"); text && !step.empty()) partial_texts_[step] += *text;
  if (!subscriptions_.empty()) deliver({published_seq_, true, to_text(event)});
}

void RunFeed::settle(const std::string& step) {
  partial_texts_.erase(step);
  // Who subscribes from now on reads the whole answer in the journal; the others still get these.
  for (HeldBack& held : held_back_) {
    if (held.step == step) held.step.clear();
  }
}

void RunFeed::publish(FeedItem item) {
  published_seq_ = item.seq;
  deliver(item);
  while (!held_back_.empty() && held_back_.front().after <= published_seq_) {
    HeldBack held = std::move(held_back_.front());
    held_back_.pop_front();
    deliver_transient(held.step, held.event);
  }
}

void RunFeed::deliver(const FeedItem& item) {
  std::erase_if(subscriptions_, [&item](const std::weak_ptr<Subscription>& weak) {
    auto subscription = weak.lock();
    if (!subscription) return true;
    if (subscription->items_.size() >= Subscription::kMaxBacklog) {
      subscription->has_gap_ = true;
      if (item.is_transient) return false;
      subscription->items_.pop_front();
    }
    subscription->items_.push_back(item);
    subscription->changed_.notify_all();
    return false;
  });
}

void RunFeed::close() {
  is_closed_ = true;
  for (auto& weak : subscriptions_) {
    auto subscription = weak.lock();
    if (!subscription) continue;
    subscription->is_closed_ = true;
    subscription->changed_.notify_all();
  }
}

}  // namespace elevaite::engine
