// Tells those who follow an inbox that something in it has changed, whichever process did it: one
// small query serves everybody who follows, and none is asked while nobody does. Loop thread only.
#pragma once
#include <map>
#include <memory>

#include "core/task.hpp"
#include "jobs/notifications/notification_store.hpp"

namespace elevaite::jobs {

class InboxWatch {
 public:
  InboxWatch(Executor executor, ports::Database& database, const Clock& clock, Duration interval)
      : executor_(executor),
        database_(database),
        clock_(clock),
        interval_(interval),
        services_(executor) {}

  // Ends the looking; who follows is woken no more.
  Task<void> stop();

  static constexpr int kMaxFollowers = 20;  // of one inbox, in this process

  // As long as it lives its inbox is looked at.
  class Follower {
   public:
    ~Follower();
    Follower(const Follower&) = delete;
    Follower& operator=(const Follower&) = delete;
    // Returns when the inbox has another revision than the one seen, perhaps, or after `limit`.
    Task<void> wait(Duration limit, std::int64_t seen_revision);

   private:
    friend class InboxWatch;
    Follower(InboxWatch& watch, Inbox inbox) : watch_(watch), inbox_(inbox) {}
    InboxWatch& watch_;
    Inbox inbox_;
  };
  // limit_exceeded (reason "too_many_streams").
  Result<std::shared_ptr<Follower>> follow(Inbox inbox);

 private:
  struct Followed {
    explicit Followed(Executor executor) : changed(executor) {}
    Notification changed;
    std::int64_t revision = 0;
    int followers = 0;
  };
  Task<void> look();
  Task<Result<void>> look_once();
  void leave(Inbox inbox);

  Executor executor_;
  ports::Database& database_;
  const Clock& clock_;
  Duration interval_;
  std::map<Inbox, std::shared_ptr<Followed>> followed_;
  bool is_looking_ = false;
  TaskGroup services_;
};

}  // namespace elevaite::jobs
