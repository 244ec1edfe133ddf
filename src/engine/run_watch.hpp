// Follows a run from any event on, wherever it is executed: first the journal, then the live feed
// when the run is active in this process, else the journal again every quarter of a second, or
// seldom while it is parked. No gap, no duplicate; fragments of a text never follow its record.
#pragma once
#include <deque>
#include <map>
#include <optional>

#include "engine/engine.hpp"

namespace elevaite::engine {

class RunWatch {
 public:
  RunWatch(Engine& engine, model::TenantId tenant_id, model::RunId id, std::int64_t after);

  // The next item. nullopt when `limit` passed without one (ask again), or when is_over().
  Task<Result<std::optional<FeedItem>>> next(Duration limit);
  // An item that is already there.
  std::optional<FeedItem> poll();
  // The event that ended the run has been handed out.
  bool is_over() const { return is_over_; }
  // The last journal event handed out.
  std::int64_t last_seq() const { return after_; }

 private:
  Task<Result<void>> read_journal();
  void attach();
  std::optional<FeedItem> pop_backlog();
  bool is_stale(const FeedItem& fragment) const;
  void note(const FeedItem& event);
  bool should_look();

  Engine& engine_;
  model::TenantId tenant_id_;
  model::RunId id_;
  std::int64_t after_;
  std::deque<FeedItem> backlog_;
  std::shared_ptr<RunFeed::Subscription> subscription_;
  // The last event handed out of each part of a step: what was said before it is in it.
  std::map<std::string, std::int64_t, std::less<>> marks_;
  std::uint64_t seen_activations_ = 0;
  int quiet_looks_ = 0;
  bool is_parked_ = false;
  bool is_caught_up_ = false;
  bool is_over_ = false;
};

}  // namespace elevaite::engine
