// What watchers of a run receive: its journal events once they are durable, and transient ones
// (fragments of text) as they happen. Loop thread only.
#pragma once
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "core/task.hpp"

namespace elevaite::engine {

struct FeedItem {
  std::int64_t seq = 0;  // of a journal event; of the last one before a transient event
  bool is_transient = false;
  std::string text;  // one JSON object
};

class RunFeed {
 public:
  explicit RunFeed(Executor executor) : executor_(executor) {}

  // A watcher sees everything published after it subscribed. When it falls more than kMaxBacklog
  // items behind, it loses the transient ones first; the journal ones it can read again from the
  // database
  // (`has_gap`).
  class Subscription {
   public:
    static constexpr std::size_t kMaxBacklog = 4096;
    explicit Subscription(Executor executor) : changed_(executor) {}
    // The next item; nullopt when `limit` passed without one or the feed is closed and drained.
    Task<std::optional<FeedItem>> next(Duration limit);
    std::optional<FeedItem> poll();
    bool is_closed() const { return is_closed_ && items_.empty(); }
    bool has_gap() const { return has_gap_; }

   private:
    friend class RunFeed;
    Notification changed_;
    std::deque<FeedItem> items_;
    bool is_closed_ = false;
    bool has_gap_ = false;
  };

  // The text that a running model call has produced so far comes first, as one item per call.
  std::shared_ptr<Subscription> subscribe();
  void publish(FeedItem item);
  // A transient event that came after the recorded event `after`. It is held back until that one
  // has been published (a model's words must not overtake the tool call before them); holds_back()
  // says whether any is. The fragments of {"type":"text_delta","step":…,"text":…} are also kept
  // together until settle(step), for those who subscribe in the middle.
  void publish_transient(std::int64_t after, const Json& event);
  void settle(const std::string& step);
  bool has_watchers() const;
  bool holds_back() const { return !held_back_.empty(); }
  // Journal events up to this one are known to whoever subscribes.
  void start_after(std::int64_t seq) { published_seq_ = seq; }
  void close();

 private:
  Executor executor_;
  std::vector<std::weak_ptr<Subscription>> subscriptions_;
  struct HeldBack {
    std::int64_t after;
    std::string step;
    Json event;
  };
  void deliver(const FeedItem& item);
  void deliver_transient(const std::string& step, const Json& event);

  std::map<std::string, std::string> partial_texts_;  // by step
  std::deque<HeldBack> held_back_;
  std::int64_t published_seq_ = 0;
  bool is_closed_ = false;
};

}  // namespace elevaite::engine
