// Sends what is in the outbox, for the queues that live outside of the database. Every process that
// may fill the outbox empties it, so that a wake-up does not wait for another process to look.
#pragma once
#include "jobs/wake_ups.hpp"

namespace elevaite::jobs {

class OutboxRelay {
 public:
  OutboxRelay(Executor executor, ports::Database& database, WakeUps& wake_ups)
      : database_(database), wake_ups_(wake_ups), relays_(executor) {}

  void start();
  Task<void> stop();

 private:
  Task<void> relay(std::string queue);

  ports::Database& database_;
  WakeUps& wake_ups_;
  TaskGroup relays_;
};

}  // namespace elevaite::jobs
