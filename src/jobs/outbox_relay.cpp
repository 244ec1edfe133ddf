#include "jobs/outbox_relay.hpp"

#include "core/log.hpp"

namespace elevaite::jobs {
namespace {

// How often an outbox is looked at that nobody of this process has filled.
constexpr Duration kRelayLook = 1s;
// After the queue or the database did not answer.
constexpr Duration kRelayPause = 500ms;

}  // namespace

void OutboxRelay::start() {
  for (const auto& [name, queue] : wake_ups_.queues()) {
    if (queue->statements() == nullptr) relays_.spawn(relay(name));
  }
}

Task<void> OutboxRelay::stop() {
  relays_.cancel();
  co_await relays_.join();
}

Task<void> OutboxRelay::relay(std::string queue) {
  while (true) {
    auto moved = co_await wake_ups_.relay(database_, queue);
    if (!moved) {
      log_warning("the outbox could not be sent",
                  {{"queue", queue}, {"error", moved.error().message}});
      co_await sleep_for(kRelayPause);
    } else if (*moved == 0) {
      co_await wake_ups_.wait_for_outbox(kRelayLook);
    }
  }
}

}  // namespace elevaite::jobs
