// A queue of wake-ups. The row of a job is the truth and a message only says "look at it", so a
// queue may deliver twice, late, out of order or never, and nothing is lost by it.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/task.hpp"
#include "core/time.hpp"
#include "model/ids.hpp"
#include "ports/database.hpp"

namespace elevaite::ports {

constexpr int kLowestPriority = 0;
constexpr int kNormalPriority = 4;
constexpr int kHighestPriority = 9;

struct QueueMessage {
  // What it is about. A queue may keep one message for an id: a later one takes its place, and the
  // receipts of the earlier one are stale.
  Uuid id;
  model::TenantId tenant_id;       // whose turn it takes
  int priority = kNormalPriority;  // within the tenant; tenants take turns whatever theirs
  std::string body;
  Duration delay{};
};

struct Delivery {
  std::string receipt;  // of this receive; another receive of the message makes it stale
  std::string body;
  std::int64_t receive_count = 1;
  Instant sent_at;
};

struct ReceiveOptions {
  std::size_t max = 1;
  Duration wait{};
  Duration visibility = 30s;
  // How many more of a tenant's the receiver takes, asked at every look; empty: any number. A queue
  // that does not know whose a message is does not ask.
  std::function<std::size_t(model::TenantId)> room{};
};

struct QueueDepth {
  std::int64_t ready = 0;
  std::int64_t in_flight = 0;
  std::int64_t delayed = 0;
  std::int64_t dead = 0;                 // in the queue's dead-letter queue
  std::optional<Duration> oldest_age{};  // of what is ready
};

struct DeadLetter {
  std::string body;
  std::string reason;
  Instant dead_at;
};

// What a queue that lives in the caller's database does within the caller's transaction.
class QueueStatements {
 public:
  virtual ~QueueStatements() = default;
  virtual Statement enqueue(const QueueMessage& message) const = 0;
  // Enqueues unless a message of that id is there, in whatever state but dead.
  virtual Statement ensure(const QueueMessage& message) const = 0;
  // With a stale receipt these change nothing.
  virtual Statement complete(const std::string& receipt) const = 0;
  virtual Statement dead_letter(const std::string& receipt, std::string reason) const = 0;
};

// Lives on the loop. Errors: conflict with the reason kStaleReceipt, where that can be known (never
// take the absence of it as proof); unavailable, timeout.
inline constexpr std::string_view kStaleReceipt = "stale_receipt";

class JobQueue {
 public:
  virtual ~JobQueue() = default;
  virtual const std::string& name() const = 0;
  virtual Task<Result<void>> enqueue(std::vector<QueueMessage> messages) = 0;
  // Null: enqueue() is the only way, and what must be atomic goes through an outbox.
  virtual const QueueStatements* statements() const { return nullptr; }
  // There is more room: a receive() of this process looks again at once.
  virtual void wake() {}
  // Somebody enqueued by statement: the receives of all processes look again soon.
  virtual void announce() { wake(); }
  // Up to `max` messages, in a fair order between tenants, as soon as there is one; none when
  // `wait` has passed. Each is hidden from others for `visibility`.
  virtual Task<Result<std::vector<Delivery>>> receive(ReceiveOptions options) = 0;
  // Hidden for `visibility` from now on.
  virtual Task<Result<void>> extend(std::string receipt, Duration visibility) = 0;
  // It is done with.
  virtual Task<Result<void>> complete(std::string receipt) = 0;
  // Handed back: somebody may receive it after `delay`.
  virtual Task<Result<void>> fail(std::string receipt, Duration delay) = 0;
  virtual Task<Result<void>> dead_letter(Delivery delivery, std::string reason) = 0;
  // The oldest ones.
  virtual Task<Result<std::vector<DeadLetter>>> dead_letters(std::size_t max) = 0;
  // Moves the oldest dead letters back; answers how many.
  virtual Task<Result<std::int64_t>> redrive(std::size_t max) = 0;
  virtual Task<Result<QueueDepth>> depth() = 0;
};

}  // namespace elevaite::ports
